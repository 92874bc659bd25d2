namespace SamosaChaat.Shared.Http;

internal static class HeadRequests
{
    private static readonly object Asked = new();

    /// <summary>True where only the headers were asked for; what has no end need not begin then.</summary>
    public static bool WasHead(this HttpContext http) => http.Items.ContainsKey(Asked);

    /// <summary>
    /// Answers HEAD wherever there is a GET (RFC 9110, 9.3.2): monitors and proxies ask /health that way. Only routing sees a GET;
    /// Kestrel remembers what was asked and sends no body.
    /// </summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Request.Method = HttpMethods.Get;
            http.Items[Asked] = null;
            // WebApplication has routed once already, to an endpoint that answers 405; routing does not look again while there is one.
            http.SetEndpoint(null);
        }

        return next(http);
    });
}
