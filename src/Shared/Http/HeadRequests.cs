namespace SamosaChaat.Shared.Http;

internal static class HeadRequests
{
    private static readonly object Asked = new();

    /// <summary>Returns true if the client asked for the headers only. Endless responses need not start then.</summary>
    public static bool WasHead(this HttpContext http) => http.Items.ContainsKey(Asked);

    /// <summary>
    /// Supports HEAD for every GET (RFC 9110, 9.3.2), because monitors and proxies use it for /health. Routing sees a GET. Kestrel
    /// remembers the original method and sends no body.
    /// </summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Request.Method = HttpMethods.Get;
            http.Items[Asked] = null;
            // WebApplication has already routed to an endpoint that returns 405. Routing runs again only if no endpoint is set.
            http.SetEndpoint(null);
        }

        return next(http);
    });
}
