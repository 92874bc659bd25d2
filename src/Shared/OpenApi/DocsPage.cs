using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>Serves <c>/docs</c>, an interactive page for the document. All its files come from the program itself.</summary>
internal static class DocsPage
{
    private const string Path = "docs";

    // The page's scripts are files, but the scripts set some styles inline.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri "
            + "'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the page. It is built on the first visit, to keep the start fast.</summary>
    public static IApplicationBuilder UseDocsPage(this IApplicationBuilder app) => app.Use(next =>
    {
        var page = new Lazy<RequestDelegate>(() => Build(app.New(), next));
        return http =>
        {
            if (!http.Request.Path.StartsWithSegments($"/{Path}")) return next(http);
            http.LogQuietly();
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return page.Value(http);
        };
    });

    private static RequestDelegate Build(IApplicationBuilder docs, RequestDelegate next)
    {
        docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Path;
            page.DocumentTitle = "samosaChaat: the API";
            page.SwaggerEndpoint($"../openapi/{OpenApiRegistration.DocumentName}.json", "samosaChaat Chat API");
            page.EnableDeepLinking();
            page.EnablePersistAuthorization();
            page.DisplayOperationId();
        });
        docs.Run(next);
        return docs.Build();
    }
}
