using System.Net;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.OpenApi;

/// <summary>How the document is served, and the page that shows it.</summary>
public sealed partial class DocsTests(SqliteServer server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server.Address };

    [Theory]
    [InlineData("/openapi/v1.json", "application/json", "\"openapi\": \"3.1.")]
    [InlineData("/openapi/v1.yaml", "application/yaml", "openapi: '3.1.")]
    public async Task The_document_comes_as_JSON_and_as_YAML_and_only_once_while_it_is_the_same(string path, string mediaType, string begins)
    {
        using var response = await http.FetchAsync(path);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var again = await http.FetchAsync(path, ("If-None-Match", response.Headers.ETag!.ToString()));

        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(begins, text[..40], StringComparison.Ordinal);
        Assert.Each(Contract.Contract.Operations.Where(operation => operation.InDocument), operation => Assert.Contains(operation.Path, text, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/openapi/v1.json", "/", "/api")]
    [InlineData("/api/openapi/v1.json", "/api", "/")]
    public async Task The_server_that_it_names_first_is_the_one_that_it_was_asked_for_at(string path, params string[] servers)
    {
        using var response = await http.FetchAsync(path);

        Assert.Equal(servers, (await response.JsonAsync()).GetProperty("servers").EnumerateArray().Select(named => named.Text("url")));
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/api/docs")]
    public async Task The_page_and_all_that_it_loads_come_from_the_program_under_a_strict_policy(string path)
    {
        using var page = await http.FetchAsync(path);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script[^>]*>[^<]", html);
        var loaded = Loaded().Matches(html).Select(match => match.Groups[1].Value).ToArray();
        Assert.Contains(loaded, name => name.EndsWith("swagger-ui-bundle.js", StringComparison.Ordinal));
        foreach (var name in loaded)
        {
            using var asset = await http.GetAsync(new Uri(page.RequestMessage!.RequestUri!, name), TestContext.Current.CancellationToken);
            Assert.Equal((name, HttpStatusCode.OK), (name, asset.StatusCode));
            Assert.Equal(server.Address.Authority, asset.RequestMessage!.RequestUri!.Authority);
        }
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Loaded();
}
