using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Responds with 200 and an ETag, or with 304 if the client's copy is current (RFC 9110, 13.1.2). The tag is a hash of the body and the
/// Link header, so it is never outdated.
/// </summary>
/// <param name="body">The complete JSON body. The caller disposes it.</param>
internal sealed class ConditionalJson(PooledBuffer body, string? nextLink = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = Tag(body.Written.Span);
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        // Private data: a browser may store it but must revalidate it every time.
        response.Headers.CacheControl = "private, no-cache";
        if (nextLink is not null) response.Headers.Link = nextLink;

        if (Holds(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await body.SendAsync(httpContext);
    }

    private string Tag(ReadOnlySpan<byte> body)
    {
        // 128 bits exclude accidental collisions. A client gains nothing from a deliberate collision between its own responses.
        var hash = new XxHash128();
        hash.Append(body);
        if (nextLink is not null) hash.Append(MemoryMarshal.AsBytes(nextLink.AsSpan()));
        return $"\"{Base64Url.EncodeToString(hash.GetCurrentHash())}\"";
    }

    private static bool Holds(StringValues ifNoneMatch, string tag) =>
        EntityTagHeaderValue.TryParseList(ifNoneMatch, out var held)
        && held.Any(h => h.Tag == "*" || h.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));
}
