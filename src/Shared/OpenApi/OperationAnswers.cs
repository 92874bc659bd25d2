using System.Net.Mime;
using FastEndpoints;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.ApiKeys;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>Describes the responses of an operation with their headers and examples, and the events of a stream.</summary>
internal sealed class OperationAnswers : IOpenApiOperationTransformer
{
    private const string NoStream = " With `\"stream\": false`, the response is the complete assistant's message as JSON.";

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["200"] = "The request succeeded.",
        ["201"] = "The resource was created. `Location` has its path.",
        ["204"] = "The request succeeded.",
        ["304"] = "The client's copy is current.",
        ["400"] = "The request is invalid. `errors` lists the problems by field.",
        ["401"] = "The access token is missing, invalid or expired.",
        ["403"] = ApiKeyScope.Reason,
        ["404"] = "The resource does not exist or belongs to another user. The response is the same for both.",
        ["413"] = $"The body is larger than {TextLimits.Body} bytes.",
        ["415"] = "The body is not `application/json`.",
        ["429"] = "Too many requests came in a short time. `Retry-After` says when the next one may come.",
        ["503"] = "The store does not answer, or the server shuts down. `Retry-After` says when to try again.",
        ["507"] = "The disk of the store is full, and nothing was changed.",
    };

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<EndpointDefinition>().FirstOrDefault() is not { } endpoint) return;

        var streams = metadata.OfType<EventStreamMetadata>().Any();
        if (streams) await DescribeStreamAsync((OpenApiResponse)operation.Responses!["200"], context, cancellationToken);
        if (metadata.OfType<DownloadMetadata>().FirstOrDefault() is { } download)
        {
            ((OpenApiResponse)operation.Responses!["200"]).Content = download.MediaTypes.ToDictionary(
                type => type, static _ => new OpenApiMediaType { Schema = new OpenApiSchema() });
        }

        if (!metadata.OfType<DisableRateLimitingAttribute>().Any()) await AddFailureAsync("429", operation, context, cancellationToken);
        await AddFailureAsync("503", operation, context, cancellationToken);
        if (!endpoint.Verbs.Contains(HttpMethods.Get)) await AddFailureAsync("507", operation, context, cancellationToken);
        var isConditional = operation.Responses!.ContainsKey("304");
        var isTagged = isConditional || metadata.OfType<IfMatchMetadata>().Any();
        var isPaged = isConditional && operation.Parameters!.Any(parameter => parameter.Name == "cursor");
        foreach (var (status, answer) in operation.Responses)
        {
            var response = (OpenApiResponse)answer;
            var reason = endpoint.EndpointSummary!.Responses.GetValueOrDefault(int.Parse(status, null));
            if (streams && status == "204") reason = "The client has received all events already. A browser's `EventSource` stops.";
            if (!(streams && status == "200")) response.Description = reason ?? Meanings.GetValueOrDefault(status) ?? response.Description;
            response.Headers = AnswerHeaders.Of(
                status, streams, isTagged, isPaged, response.Content?.ContainsKey(Problem.ContentType) is true).ToDictionary(
                name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, context.Document));
            foreach (var (mediaType, content) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                if (mediaType == MediaTypeNames.Application.Json) content.Example = Sample.Of(endpoint.ResDtoType);
                if (mediaType == Problem.ContentType)
                {
                    content.Example = Failure(int.Parse(status, null), reason, endpoint.ReqDtoType, streams);
                }
            }
        }

        var ordered = operation.Responses.OrderBy(response => response.Key, StringComparer.Ordinal).ToArray();
        operation.Responses.Clear();
        foreach (var (status, response) in ordered) operation.Responses.Add(status, response);
    }

    /// <summary>Adds a failure that is not the operation's own, unless the operation describes one with this status.</summary>
    private static async Task AddFailureAsync(
        string status, OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (operation.Responses!.ContainsKey(status)) return;
        var problem = new OpenApiMediaType { Schema = await context.ReferenceAsync(typeof(Problem), ct) };
        operation.Responses[status] = new OpenApiResponse
        {
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = problem },
        };
    }

    /// <summary>Describes an event stream. OpenAPI 3.1 has no notation for it, so the schema describes the data of each event.</summary>
    private static async Task DescribeStreamAsync(
        OpenApiResponse response, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var noStream = response.Content is { Count: > 0 } ? NoStream : "";
        response.Description = $"""
            The turn's events as server-sent events. The `data` of each event is one `StreamEvent` in JSON, on one line.{noStream}

            ```
            {StreamEvents.Frames}
            ```
            """;
        var union = new OpenApiSchema { Description = "The data of one event of a turn's stream.", AnyOf = [] };
        foreach (var (_, _, type) in StreamEvents.All) union.AnyOf.Add(await context.ReferenceAsync(type, ct));
        context.Document!.AddComponent("StreamEvent", union);
        response.Content ??= new Dictionary<string, OpenApiMediaType>();
        response.Content[MediaTypeNames.Text.EventStream] = new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference("StreamEvent", context.Document),
            Examples = StreamEvents.All.ToDictionary(
                e => e.Name, e => (IOpenApiExample)new OpenApiExample { Summary = e.When, Value = Sample.Of(e.Type) }),
        };
    }

    private static System.Text.Json.Nodes.JsonNode Failure(int status, string? reason, Type request, bool streams)
    {
        var problem = status == StatusCodes.Status400BadRequest ? Problem.Invalid(Faults(request)) : Problem.Of(status, reason);
        var inTheWay = streams && status == StatusCodes.Status409Conflict
            ? $"/conversations/{Sample.Conversation}/messages/{Sample.Question}/stream"
            : null;
        return Sample.ToJson(problem with { StreamUrl = inTheWay, TraceId = Sample.TraceId });
    }

    private static Dictionary<string, string[]> Faults(Type request)
    {
        var (field, complaint) = ValidatorRules.First(request) ?? ("last_event_id", "last_event_id must be the id of an event.");
        return new() { [field] = [complaint] };
    }
}
