using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// A 200 with an ETag of what it says, or 304 when the client holds the same (RFC 9110, 13.1.2).
/// The tag is of the bytes and the Link header, so it can never lag behind a change.
/// </summary>
/// <param name="body">The whole of it, in JSON; it stays its owner's.</param>
internal sealed class ConditionalJson(PooledBuffer body, string? nextLink = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = Tag(body.Written.Span);
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        // Private data; a browser may keep it, but asks every time.
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
        // 128 bits are plenty against chance, and nobody gains by two answers of their own with one tag.
        var hash = new XxHash128();
        hash.Append(body);
        if (nextLink is not null) hash.Append(MemoryMarshal.AsBytes(nextLink.AsSpan()));
        return $"\"{Base64Url.EncodeToString(hash.GetCurrentHash())}\"";
    }

    private static bool Holds(StringValues ifNoneMatch, string tag) =>
        EntityTagHeaderValue.TryParseList(ifNoneMatch, out var held)
        && held.Any(h => h.Tag == "*" || h.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));
}
