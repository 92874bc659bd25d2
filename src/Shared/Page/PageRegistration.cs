using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Shared.Page;

/// <summary>Serves the page at <c>/</c>. It consists of static files that use the public API only.</summary>
internal static class PageRegistration
{
    /// <summary>
    /// Allows scripts, images and requests from this server only. Answers are untrusted text. The policy is the second protection after the
    /// page's own escaping.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
            + "worker-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddPage(this IServiceCollection services)
    {
        services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateOnStart();
        return services;
    }

    public static WebApplication MapPage(this WebApplication app)
    {
        foreach (var file in PageFile.All)
        {
            app.MapGet(file.Path, http => SendAsync(http, file)).AllowAnonymous().ExcludeFromDescription();
        }

        return app;
    }

    public static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>Tells the page how people come in here: who may register, and whether a link signs them in.</summary>
    private static string Attributes(IServiceProvider services)
    {
        var registration = services.GetRequiredService<IOptions<AuthOptions>>().Value.Registration;
        var signsInByLink = services.GetRequiredService<IOptions<WebOptions>>().Value.SignsInByLink;
        return $"data-registration=\"{registration}\"{(signsInByLink ? " data-demo" : "")}";
    }

    private static Task SendAsync(HttpContext http, PageFile file)
    {
        http.LogQuietly();
        // The prefix /api serves the API only.
        var isHere = !http.IsUnderApi() && http.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.Enabled;
        if (!isHere) return Problem.NotFound.ExecuteAsync(http);

        SetHeaders(http);
        return file.With(Attributes(http.RequestServices)).SendAsync(http);
    }
}
