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
}
