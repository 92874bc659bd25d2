using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// The strong entity tag of a response (RFC 9110, 8.8.3). It is a hash of the body and the Link header, so it is never outdated.
/// </summary>
internal static class EntityTag
{
    public static string Of(ReadOnlySpan<byte> body, string? nextLink = null)
    {
        // 128 bits exclude accidental collisions. A client gains nothing from a deliberate collision between its own responses.
        var hash = new XxHash128();
        hash.Append(body);
        if (nextLink is not null) hash.Append(MemoryMarshal.AsBytes(nextLink.AsSpan()));
        return $"\"{Base64Url.EncodeToString(hash.GetCurrentHash())}\"";
    }

    /// <summary>Returns true if a header lists the tag or is <c>*</c>. A header that is not a list of tags lists nothing.</summary>
    /// <param name="strong">True if a weak tag in the header never matches (RFC 9110, 8.8.3.2).</param>
    public static bool IsIn(StringValues header, string tag, bool strong) =>
        EntityTagHeaderValue.TryParseList(header, out var listed)
        && listed.Any(known => known.Tag == "*" || known.Compare(new EntityTagHeaderValue(tag), strong));
}
