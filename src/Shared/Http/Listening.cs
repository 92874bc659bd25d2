namespace SamosaChaat.Shared.Http;

internal static class Listening
{
    private const string Default = "http://localhost:8002";

    /// <summary>By default on port 8002 of this machine; --urls, ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS and Kestrel:Endpoints work as usual.</summary>
    public static WebApplicationBuilder ListenByDefault(this WebApplicationBuilder builder)
    {
        if (Given(builder.Configuration) is null) builder.WebHost.UseUrls(Default);
        return builder;
    }

    /// <summary>Where a server with these settings is reached from its own machine: its first address, with localhost for one that stands for all.</summary>
    public static Uri LocalAddress(this IConfiguration settings) => LocalAddress((Given(settings) ?? Default).Split(';')[0]);

    /// <summary>The same for one address that a server is bound to.</summary>
    public static Uri LocalAddress(string bound)
    {
        var address = BindingAddress.Parse(bound);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}{address.PathBase}");
    }

    // Ports alone mean every address. Kestrel prefers its own endpoints to urls.
    private static string? Given(IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).FirstOrDefault(url => url is not null)
        ?? settings["urls"]
        ?? (settings["http_ports"] is { } http ? $"http://*:{http}" : settings["https_ports"] is { } https ? $"https://*:{https}" : null);
}
