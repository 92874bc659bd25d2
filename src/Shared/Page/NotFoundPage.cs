using System.Collections.Concurrent;
using System.Net.Mime;
using System.Reflection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.Page;

/// <summary>Answers a browser that follows a wrong address with a page in its language. All other clients get a problem document.</summary>
internal sealed class NotFoundPage(RequestDelegate next, IOptions<WebOptions> options)
{
    private static readonly Lazy<string> Page = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("not-found.html")!;
        return new StreamReader(stream).ReadToEnd();
    });

    private static readonly ConcurrentDictionary<string, string> Translated = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        var isMissing = http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && http.GetEndpoint() is null;
        if (!isMissing || !options.Value.Enabled || http.IsUnderApi() || !IsNavigation(http.Request)) return;

        PageRegistration.SetHeaders(http);
        http.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var catalog = Catalog.For(http.Request);
        var page = Translated.GetOrAdd(catalog.Language, static (_, language) => language.Translate(Page.Value), catalog);
        await http.Response.WriteAsync(
            page.Replace("href=\"/", $"href=\"{http.PublicUrl("/")}", StringComparison.Ordinal), http.RequestAborted);
    }

    /// <summary>Returns true if somebody follows a link or types an address. A script of a page asks for other types.</summary>
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase));
}
