using System.Net.Mime;
using FastEndpoints;

namespace SamosaChaat.Shared.Http;

/// <summary>Marks an operation that responds with an event stream.</summary>
internal sealed class EventStreamMetadata;

/// <summary>Marks an operation whose stream continues after the client's last event.</summary>
internal sealed class ResumableMetadata;

/// <summary>Marks an operation whose success is a file of one of these media types.</summary>
internal sealed record DownloadMetadata(IReadOnlyList<string> MediaTypes);

/// <summary>Marks an operation whose body is a file of one of these media types. Its content decides, and not its name.</summary>
internal sealed record UploadMetadata(IReadOnlyList<string> MediaTypes);

/// <summary>Describes an endpoint for the OpenAPI document. Only <see cref="TakesJson"/> also affects requests.</summary>
internal static class Description
{
    /// <summary>
    /// Declares the success status, the failures of every operation, and the failures of this operation. Call it last, because it clears
    /// FastEndpoints' defaults first.
    /// </summary>
    /// <param name="description">The information that a caller needs, in Markdown.</param>
    /// <param name="failures">The failure statuses, each with the detail that the server sends.</param>
    public static BaseEndpoint Describe(
        this BaseEndpoint endpoint,
        string summary,
        string description,
        int success = StatusCodes.Status200OK,
        params (int Status, string Reason)[] failures)
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
            if (definition.ReqDtoType != typeof(EmptyRequest))
            {
                builder.Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);
            }

            if (definition.AnonymousVerbs is null) builder.Produces<Problem>(StatusCodes.Status401Unauthorized, Problem.ContentType);
            // Every API key may read, but some may not change anything.
            if (definition.AnonymousVerbs is null && !definition.Verbs.Contains(HttpMethods.Get))
            {
                builder.Produces<Problem>(StatusCodes.Status403Forbidden, Problem.ContentType);
            }

            if (definition.Routes[0].Contains('{', StringComparison.Ordinal))
            {
                builder.Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
            }

            if (definition.ResDtoType != typeof(object)) builder.Produces(success, definition.ResDtoType, MediaTypeNames.Application.Json);
            else builder.Produces(success);
        }, clearDefaults: true);
        return endpoint;
    }

    public static BaseEndpoint Conditional(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.Produces(StatusCodes.Status304NotModified));
        return endpoint;
    }

    /// <summary>Declares that success is an event stream, or JSON if the request asks for it.</summary>
    public static BaseEndpoint Streams(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new EventStreamMetadata()));
        return endpoint;
    }

    /// <summary>Declares that the stream continues after the client's last event. A client that has all events gets 204.</summary>
    public static BaseEndpoint Resumes(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(
            builder => builder.WithMetadata(new ResumableMetadata()).Produces(StatusCodes.Status204NoContent));
        return endpoint;
    }

    /// <summary>Declares that success is a file of one of these media types.</summary>
    public static BaseEndpoint Downloads(this BaseEndpoint endpoint, params string[] mediaTypes)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new DownloadMetadata(mediaTypes)));
        return endpoint;
    }

    /// <summary>Declares that the body is a file of one of these media types, and that the operation reads it by itself.</summary>
    public static BaseEndpoint TakesFile(this BaseEndpoint endpoint, params string[] mediaTypes)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new UploadMetadata(mediaTypes)));
        return endpoint;
    }

    /// <param name="optional">True if a missing body means an empty object.</param>
    public static BaseEndpoint TakesJson(this BaseEndpoint endpoint, bool optional = false)
    {
        var definition = endpoint.Definition;
        definition.Description(builder => builder
            .Accepts(definition.ReqDtoType, optional, MediaTypeNames.Application.Json)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType));
        return endpoint;
    }
}
