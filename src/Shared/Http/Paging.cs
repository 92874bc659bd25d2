using System.Globalization;

namespace SamosaChaat.Shared.Http;

internal static class Paging
{
    /// <summary>The value of a Link header (RFC 8288) to the next page, on the path that this page was asked for on.</summary>
    public static string NextLink(HttpContext http, int limit, string cursor) => string.Create(
        CultureInfo.InvariantCulture,
        $"<{http.Request.PathBase}{http.Request.Path}?limit={limit}&cursor={cursor}>; rel=\"next\"");
}
