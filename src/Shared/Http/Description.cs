using FastEndpoints;

namespace SamosaChaat.Shared.Http;

/// <summary>Marks an operation that answers with a stream of events.</summary>
internal sealed class EventStreamMetadata;

/// <summary>What an endpoint says of itself, for the OpenAPI document and for nothing else but <see cref="TakesJson"/>.</summary>
internal static class Description
{
    /// <summary>The status of success and the failures that every operation has, and those that only this one has. To be said last: it clears FastEndpoints' defaults before the rest.</summary>
    /// <param name="description">What a caller has to know, in Markdown.</param>
    /// <param name="failures">Each with its reason, as the server says it.</param>
    public static BaseEndpoint Describe(
        this BaseEndpoint endpoint, string summary, string description, int success = StatusCodes.Status200OK, params (int Status, string Reason)[] failures)
    {
        var definition = endpoint.Definition;
        definition.Summary(s =>
        {
            (s.Summary, s.Description) = (summary, description);
            foreach (var (status, reason) in failures) s.Responses[status] = reason;
        });
        definition.Description(builder =>
        {
            foreach (var (status, _) in failures) builder.Produces<Problem>(status, Problem.ContentType);
            if (definition.ReqDtoType != typeof(EmptyRequest)) builder.Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);
            if (definition.AnonymousVerbs is null) builder.Produces<Problem>(StatusCodes.Status401Unauthorized, Problem.ContentType);
            if (definition.Routes[0].Contains('{', StringComparison.Ordinal)) builder.Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
            if (definition.ResDtoType != typeof(object)) builder.Produces(success, definition.ResDtoType, "application/json");
            else builder.Produces(success);
        }, clearDefaults: true);
        return endpoint;
    }

    public static BaseEndpoint Conditional(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.Produces(StatusCodes.Status304NotModified));
        return endpoint;
    }

    /// <summary>Success is a stream of events, or JSON where the request asked for it.</summary>
    public static BaseEndpoint Streams(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new EventStreamMetadata()));
        return endpoint;
    }

    /// <param name="optional">True where no body at all is the same as an empty object.</param>
    public static BaseEndpoint TakesJson(this BaseEndpoint endpoint, bool optional = false)
    {
        var definition = endpoint.Definition;
        definition.Description(builder => builder
            .Accepts(definition.ReqDtoType, optional, "application/json")
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType));
        return endpoint;
    }
}
