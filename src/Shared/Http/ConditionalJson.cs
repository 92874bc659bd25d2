namespace SamosaChaat.Shared.Http;

/// <summary>
/// Responds with 200 and an ETag, or with 304 if the client's copy is current (RFC 9110, 13.1.2).
/// </summary>
/// <param name="body">The complete JSON body. The caller disposes it.</param>
internal sealed class ConditionalJson(PooledBuffer body, string? nextLink = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = EntityTag.Of(body.Written.Span, nextLink);
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        // Private data: a browser may store it but must revalidate it every time.
        response.Headers.CacheControl = "private, no-cache";
        if (nextLink is not null) response.Headers.Link = nextLink;

        if (EntityTag.IsIn(httpContext.Request.Headers.IfNoneMatch, tag, strong: false))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await body.SendAsync(httpContext);
    }
}
