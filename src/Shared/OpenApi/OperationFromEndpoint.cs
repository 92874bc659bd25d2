using System.Reflection;
using FastEndpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>What ASP.NET Core cannot read off a FastEndpoints endpoint: its summary, parameters, body, stream and security.</summary>
internal sealed class OperationFromEndpoint : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<EndpointDefinition>().FirstOrDefault() is not { } endpoint) return;

        operation.Summary = endpoint.EndpointSummary?.Summary;
        operation.Tags = new HashSet<OpenApiTagReference> { new(OpenApiRegistration.Slice(endpoint.EndpointType)!.Value.Area, context.Document) };
        operation.Security = endpoint.AnonymousVerbs is null
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiRegistration.BearerScheme, context.Document)] = [] }]
            : [];
        operation.Parameters = [.. await PathParameters(context, cancellationToken), .. await QueryParameters(endpoint, context, cancellationToken)];

        if (metadata.OfType<IAcceptsMetadata>().FirstOrDefault() is { RequestType: { } body } accepts)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = !accepts.IsOptional, Content = await Json(body, context, cancellationToken) };
        }

        if (metadata.OfType<EventStreamMetadata>().Any() && operation.Responses?["200"] is OpenApiResponse success)
        {
            success.Description = success.Content is { Count: > 0 }
                ? "The turn's events (docs/streaming.md), or with \"stream\": false the assistant's message."
                : "The turn's events (docs/streaming.md).";
            success.Content ??= new Dictionary<string, OpenApiMediaType>();
            success.Content["text/event-stream"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
    }

    private static async Task<IEnumerable<IOpenApiParameter>> PathParameters(OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var parameters = new List<IOpenApiParameter>();
        foreach (var segment in context.Description.RelativePath!.Split('/').Where(segment => segment.StartsWith('{')))
        {
            parameters.Add(new OpenApiParameter
            {
                // Without its constraint.
                Name = segment.Trim('{', '}').Split(':')[0],
                In = ParameterLocation.Path,
                Required = true,
                Schema = await context.GetOrCreateSchemaAsync(typeof(Guid), null, ct),
            });
        }

        return parameters;
    }

    private static async Task<IEnumerable<IOpenApiParameter>> QueryParameters(
        EndpointDefinition endpoint, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var parameters = new List<IOpenApiParameter>();
        foreach (var property in endpoint.ReqDtoType.GetProperties().Where(p => p.IsDefined(typeof(QueryParamAttribute))))
        {
            parameters.Add(new OpenApiParameter
            {
                Name = Http.Json.Options.PropertyNamingPolicy!.ConvertName(property.Name),
                In = ParameterLocation.Query,
                Schema = await context.GetOrCreateSchemaAsync(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, null, ct),
            });
        }

        return parameters;
    }

    private static async Task<Dictionary<string, OpenApiMediaType>> Json(Type type, OpenApiOperationTransformerContext context, CancellationToken ct) => new()
    {
        ["application/json"] = new OpenApiMediaType { Schema = await context.GetOrCreateSchemaAsync(type, null, ct) },
    };
}
