using System.Buffers.Text;
using System.Globalization;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.Http;

internal static class Paging
{
    /// <summary>Returns the value of a Link header (RFC 8288) to the next page, on the path of the current request.</summary>
    /// <param name="others">The other parameters of the request. Those without a value are left out.</param>
    public static string NextLink(HttpContext http, int limit, string cursor, params (string Name, string? Value)[] others)
    {
        var given = others.Where(other => other.Value is not null).Select(other => $"&{other.Name}={Uri.EscapeDataString(other.Value!)}");
        var more = string.Concat(given);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<{http.PublicUrl(http.Request.Path.ToUriComponent())}?limit={limit}&cursor={cursor}{more}>; rel=\"next\"");
    }

    /// <summary>Decodes a cursor that <see cref="Base64Url"/> has encoded.</summary>
    /// <param name="bytes">Gets the content.</param>
    /// <returns>False if the text is not the encoding of exactly so many bytes. Nothing was written then.</returns>
    public static bool TryDecode(string cursor, Span<byte> bytes)
    {
        // Validate first: decoding throws at invalid characters and skips white space.
        if (cursor.Length != Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.IsValid(cursor, out var size) || size != bytes.Length) return false;
        Base64Url.DecodeFromChars(cursor, bytes);
        return true;
    }
}
