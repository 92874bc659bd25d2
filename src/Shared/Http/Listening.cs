namespace SamosaChaat.Shared.Http;

internal static class Listening
{
    /// <summary>Only where nothing else says it: --urls, ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS and Kestrel:Endpoints work as usual.</summary>
    public static WebApplicationBuilder ListenByDefaultOn(this WebApplicationBuilder builder, string url)
    {
        var settings = builder.Configuration;
        var said = settings["urls"] ?? settings["http_ports"] ?? settings["https_ports"];
        if (said is null && !settings.GetSection("Kestrel:Endpoints").Exists()) builder.WebHost.UseUrls(url);
        return builder;
    }
}
