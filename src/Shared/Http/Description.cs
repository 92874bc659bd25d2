using FastEndpoints;
using SamosaChaat.Shared.Errors;

namespace SamosaChaat.Shared.Http;

/// <summary>Marks an operation that answers with a stream of events.</summary>
internal sealed class EventStreamMetadata;

/// <summary>What an endpoint says of itself, for the OpenAPI document and for nothing else but <see cref="TakesJson"/>.</summary>
internal static class Description
{
    /// <summary>A summary, the status of success and the failures that every operation has. To be said last: it clears FastEndpoints' defaults before the rest.</summary>
    public static BaseEndpoint Describe(this BaseEndpoint endpoint, string summary, int success = StatusCodes.Status200OK, params int[] failures)
    {
        var definition = endpoint.Definition;
        definition.Summary(s => s.Summary = summary);
        definition.Description(builder =>
        {
            foreach (var failure in failures) builder.Produces<Problem>(failure, Problem.ContentType);
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
        definition.Description(builder => builder.Accepts(definition.ReqDtoType, optional, "application/json"));
        return endpoint;
    }
}
