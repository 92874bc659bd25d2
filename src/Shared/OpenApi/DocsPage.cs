namespace SamosaChaat.Shared.OpenApi;

/// <summary><c>/docs</c>: the document as a page to read and to try, from the program itself and from nowhere else.</summary>
internal static class DocsPage
{
    private const string Path = "docs";

    // Its scripts are files; its styles are partly written by them.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Made when somebody first looks: most servers start more often than that.</summary>
    public static IApplicationBuilder UseDocsPage(this IApplicationBuilder app) => app.Use(next =>
    {
        var page = new Lazy<RequestDelegate>(() => Build(app.New(), next));
        return http =>
        {
            if (!http.Request.Path.StartsWithSegments($"/{Path}")) return next(http);
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
