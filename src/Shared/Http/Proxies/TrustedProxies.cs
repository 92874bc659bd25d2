using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Http.Proxies;

/// <summary>
/// Believes the <c>X-Forwarded-*</c> headers of the proxies in the settings, and of nobody else. ASP.NET Core's middleware compares the
/// addresses and applies the headers.
/// </summary>
internal static class TrustedProxies
{
    private const ForwardedHeaders Believed = ForwardedHeaders.XForwardedFor
        | ForwardedHeaders.XForwardedProto
        | ForwardedHeaders.XForwardedHost
        | ForwardedHeaders.XForwardedPrefix;

    public static IServiceCollection AddTrustedProxies(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>();
    }

    /// <summary>Adds the middleware. It must come before everything that reads the address, the host or the path of a request.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        // The validation at the start names the invalid ones.
        var trusted = (app.Configuration.GetSection(ProxyOptions.Setting).Get<string[]>() ?? [])
            .Select(ProxyOptions.Parse).OfType<System.Net.IPNetwork>().ToArray();
        if (trusted.Length == 0) return;

        // All proxies of a chain are believed, up to the first address that is not in the settings.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = Believed, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted) options.KnownIPNetworks.Add(network);
        app.Use(static (http, next) =>
        {
            ForwardedHeaderRules.Apply(http);
            return next(http);
        });
        app.UseForwardedHeaders(options);
        app.Use(static (http, next) =>
        {
            PublicAddress.Remember(http);
            return next(http);
        });
    }
}
