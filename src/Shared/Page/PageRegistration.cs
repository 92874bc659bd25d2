using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Page;

/// <summary>The page at <c>/</c>: plain files that use nothing but the public API.</summary>
internal static class PageRegistration
{
    /// <summary>Only what this server itself has sent may run, be shown or be asked. Answers are untrusted text, and this is the second lock after the page's own care.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
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

    private static Task SendAsync(HttpContext http, PageFile file)
    {
        // Under /api is the API alone.
        var isHere = !http.Request.PathBase.HasValue && http.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.Enabled;
        if (!isHere) return Problem.NotFound.ExecuteAsync(http);

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return file.SendAsync(http);
    }
}
