using System.Globalization;

namespace SamosaChaat.Shared.Http;

internal static class Paging
{
    /// <summary>Returns the value of a Link header (RFC 8288) to the next page, on the path of the current request.</summary>
    public static string NextLink(HttpContext http, int limit, string cursor) => string.Create(
        CultureInfo.InvariantCulture,
        $"<{http.Request.PathBase}{http.Request.Path}?limit={limit}&cursor={cursor}>; rel=\"next\"");
}
