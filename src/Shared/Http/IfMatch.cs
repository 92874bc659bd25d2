using FastEndpoints;
using Microsoft.Extensions.Primitives;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// The condition of a request that it be done only if the resource is as the client knows it (RFC 9110, 13.1.1). A command checks it in its
/// transaction, so that no other change comes between.
/// </summary>
/// <param name="header">The values of <c>If-Match</c>; empty for a request without a condition.</param>
internal readonly struct IfMatch(StringValues header)
{
    /// <summary>The response if the condition is false.</summary>
    public static readonly Problem Failed = Problem.Of(
        StatusCodes.Status412PreconditionFailed, "The resource has changed since the client read it. Nothing was changed.");

    /// <summary>False if there is no condition.</summary>
    public bool IsGiven => header.Count > 0;

    public static IfMatch Of(HttpRequest request) => new(request.Headers.IfMatch);

    /// <summary>Returns true if an existing resource with this tag meets the condition.</summary>
    public bool Holds(string tag) => !IsGiven || EntityTag.IsIn(header, tag, strong: true);
}

/// <summary>Marks an operation that honours <c>If-Match</c>.</summary>
internal sealed class IfMatchMetadata;

internal static class IfMatchExtensions
{
    /// <summary>Declares that the operation honours <c>If-Match</c>.</summary>
    public static BaseEndpoint ChecksIfMatch(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder
            .WithMetadata(new IfMatchMetadata())
            .Produces<Problem>(StatusCodes.Status412PreconditionFailed, Problem.ContentType));
        return endpoint;
    }
}
