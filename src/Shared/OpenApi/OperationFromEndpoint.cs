using System.Net.Mime;
using System.Reflection;
using FastEndpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>
/// Adds the parts of a FastEndpoints endpoint that ASP.NET Core does not find: summary, parameters, body and security. <see
/// cref="OperationAnswers"/> runs after it.
/// </summary>
internal sealed class OperationFromEndpoint : IOpenApiOperationTransformer
{
    // Path parameters by name. A name has the same meaning in every route.
    private static readonly Dictionary<string, (string Is, Guid Example)> PathParameters = new(StringComparer.Ordinal)
    {
        [RouteParameters.ConversationId] = ("The id of one of the user's conversations.", Sample.Conversation),
        [RouteParameters.TrashedId] = ("The id of a conversation in the user's trash.", Sample.Conversation),
        [RouteParameters.SessionId] = ("The id of one of the user's sessions.", Sample.Session),
        [RouteParameters.KeyId] = ("The id of one of the user's API keys.", Sample.ApiKey),
        [RouteParameters.UserId] = ("The id of an account.", Sample.User),
        [RouteParameters.MessageId] = ("The id of the turn's user message.", Sample.Question),
    };

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<EndpointDefinition>().FirstOrDefault() is not { } endpoint) return;

        (operation.Summary, operation.Description) = (endpoint.EndpointSummary?.Summary, endpoint.EndpointSummary?.Description);
        operation.Tags = new HashSet<OpenApiTagReference> { new(Slice.Of(endpoint.EndpointType)!.Value.Area, context.Document) };
        operation.Security = endpoint.AnonymousVerbs is null
            ? [new() { [new OpenApiSecuritySchemeReference(OpenApiRegistration.BearerScheme, context.Document)] = [] }]
            : [];
        operation.Parameters =
        [
            .. InPath(context), .. await InQueryAsync(endpoint, context, cancellationToken), .. InHeaders(operation, metadata)
        ];

        if (metadata.OfType<IAcceptsMetadata>().FirstOrDefault() is { RequestType: { } body } accepts)
        {
            var schema = await context.ReferenceAsync(body, cancellationToken);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !accepts.IsOptional,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaTypeNames.Application.Json] = new() { Schema = schema, Example = Sample.Of(body) },
                },
            };
        }

        if (metadata.OfType<UploadMetadata>().FirstOrDefault() is { } upload)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = upload.MediaTypes.ToDictionary(type => type, static _ => new OpenApiMediaType { Schema = new OpenApiSchema() }),
            };
        }
    }

    private static IEnumerable<IOpenApiParameter> InPath(OpenApiOperationTransformerContext context) =>
        from segment in context.Description.RelativePath!.Split('/')
        where segment.StartsWith('{')
        // Removes the constraint.
        let name = segment.Trim('{', '}').Split(':')[0]
        let parameter = PathParameters[name]
        select new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = parameter.Is,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            Example = Sample.ToJson(parameter.Example),
        };

    private static async Task<IEnumerable<IOpenApiParameter>> InQueryAsync(
        EndpointDefinition endpoint, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var names = endpoint.ReqDtoType.GetProperties().Where(property => property.IsDefined(typeof(QueryParamAttribute)))
            .Select(property => Json.Options.PropertyNamingPolicy!.ConvertName(property.Name));
        if (!names.Any()) return [];

        var properties = (await context.GetOrCreateSchemaAsync(endpoint.ReqDtoType, null, ct)).Properties!;
        return names.Select(name =>
        {
            var schema = (OpenApiSchema)properties[name];
            // A query parameter is omitted instead of null.
            schema.Type &= ~JsonSchemaType.Null;
            var description = schema.Description;
            schema.Description = null;
            return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };
        });
    }

    private static IEnumerable<IOpenApiParameter> InHeaders(OpenApiOperation operation, IList<object> metadata)
    {
        if (operation.Responses!.ContainsKey("304"))
        {
            yield return InHeader("If-None-Match", "The `ETag` of the client's copy. The server sends the body only if it has changed.");
        }

        if (metadata.OfType<IfMatchMetadata>().Any())
        {
            yield return InHeader("If-Match", "The `ETag` of the client's copy. The server responds with 412 if the resource has changed.");
        }

        if (metadata.OfType<RefreshCookieMetadata>().Any())
        {
            yield return InHeader(
                ApiHeaders.RefreshToken,
                $"With `{RefreshCookie.Wanted}`, the server keeps the refresh token in a cookie that scripts cannot read, and `refresh_token` "
                    + "is empty. For pages on the server's own origin.");
        }

        if (metadata.OfType<ResumableMetadata>().Any())
        {
            yield return InHeader(
                ApiHeaders.LastEventId,
                "The id of the last event that the client received. A browser's `EventSource` sends it automatically. "
                    + "It takes precedence over a parameter `last_event_id`.");
        }
    }

    private static OpenApiParameter InHeader(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
