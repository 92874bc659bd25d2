using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Page;
using SamosaChaat.Tests.OpenApi;

namespace SamosaChaat.Tests.Security;

/// <summary>API9:2023. Every route that answers is in the served document, and nothing else answers. <see cref="OpenApiTests"/> has the rest.</summary>
public sealed class Api09ImproperInventoryManagementTests(SqliteServer server)
{
    /// <summary>These are no operations: the probe of proxies (docs/decisions/0007) and the document itself. Whoever adds to this hides a route.</summary>
    // A browser follows the two of providers, and no client calls them.
    private static readonly string[] NotInDocument =
    [
        "GET /health/stream", "GET /openapi/v1.json", "GET /openapi/v1.yaml",
        "GET /auth/providers/{provider}/callback", "GET /auth/providers/{provider}/sign-in",
    ];

    [Fact]
    public async Task Every_live_route_is_in_the_document()
    {
        var document = await ServedDocument.FetchAsync(server);
        var page = PageFile.All.Select(file => $"GET {file.Path.TrimEnd('/')}");
        var routes =
            from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select $"{method} /{string.Join('/', endpoint.RoutePattern.PathSegments.Select(Template))}".TrimEnd('/');

        Assert.Equal(
            document.Operations.Concat(NotInDocument).Concat(page.Select(route => route.TrimEnd())).Order(StringComparer.Ordinal),
            routes.Select(route => route.TrimEnd()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/swagger")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/openapi/v0.json")]
    [InlineData("/v1/conversations")]
    [InlineData("/admin")]
    [InlineData("/debug/pprof")]
    [InlineData("/actuator/env")]
    [InlineData("/.env")]
    [InlineData("/.git/config")]
    [InlineData("/appsettings.json")]
    [InlineData("/data/samosachaat.db")]
    [InlineData("/cluster")]
    public async Task Nothing_else_answers(string path)
    {
        using var admin = await server.NewAdminAsync();

        using var answer = await admin.Http.FetchAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string Template(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) =>
        string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter
            ? $"{{{parameter.Name}}}"
            : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content));
}
