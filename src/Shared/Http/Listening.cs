using System.Net;

namespace SamosaChaat.Shared.Http;

internal static class Listening
{
    private const string Default = "http://localhost:8002";

    /// <summary>
    /// Listens on port 8002 of localhost by default. --urls, ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS and Kestrel:Endpoints override it.
    /// </summary>
    public static WebApplicationBuilder ListenByDefault(this WebApplicationBuilder builder)
    {
        if (Given(builder.Configuration) is null) builder.WebHost.UseUrls(Default);
        return builder;
    }

    /// <summary>
    /// Tells browsers to come by TLS only, for a year (RFC 6797). Only responses over TLS say so, here or at a trusted proxy, and only for
    /// other names than localhost.
    /// </summary>
    public static IServiceCollection AddStrictTransport(this IServiceCollection services) =>
        services.AddHsts(static hsts => hsts.MaxAge = TimeSpan.FromDays(365));

    /// <summary>
    /// Returns the address of a server with these settings as seen from its own machine. It is the first address, with localhost in place
    /// of a wildcard.
    /// </summary>
    public static Uri LocalAddress(this IConfiguration settings) => LocalAddress((Given(settings) ?? Default).Split(';')[0]);

    /// <summary>Returns true if only this machine can reach a server with these settings.</summary>
    public static bool IsLocal(this IConfiguration settings) => settings.Addresses().All(static url =>
    {
        var host = BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    });

    /// <summary>Returns the same for one bound address.</summary>
    public static Uri LocalAddress(string bound)
    {
        var address = BindingAddress.Parse(bound);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}{address.PathBase}");
    }

    /// <summary>Returns the addresses that a server with these settings listens on.</summary>
    public static string[] Addresses(this IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "http://*").ToArray() is [_, ..] own
            ? own
            : (Given(settings) ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries);

    // Ports without a host mean all addresses. Kestrel prefers its own endpoints to urls.
    private static string? Given(IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).FirstOrDefault(url => url is not null)
        ?? settings["urls"]
        ?? (settings["http_ports"] is { } http ? $"http://*:{http}" : settings["https_ports"] is { } https ? $"https://*:{https}" : null);
}
