using System.Globalization;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.Http;

internal static class Paging
{
    /// <summary>Returns the value of a Link header (RFC 8288) to the next page, on the path of the current request.</summary>
    /// <param name="include">The value of the parameter of this name in the request. Null if it has none.</param>
    public static string NextLink(HttpContext http, int limit, string cursor, string? include = null)
    {
        var more = include is null ? "" : $"&include={Uri.EscapeDataString(include)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<{http.PublicUrl(http.Request.Path.ToUriComponent())}?limit={limit}&cursor={cursor}{more}>; rel=\"next\"");
    }
}
