using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Page;

/// <summary>How the page's files are served.</summary>
public sealed partial class PageFilesTests(SqliteServer server)
{
    private static string Compact(string source)
    {
        var lines = source.Split('\n').Select(line => line.TrimStart(' ')).ToList();
        var kept = new List<string>();
        var isComment = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("/*", StringComparison.Ordinal)) isComment = true;
            if (!isComment && line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)) kept.Add(line);
            if (isComment && line.EndsWith("*/", StringComparison.Ordinal)) isComment = false;
        }

        return string.Join('\n', kept) + '\n';
    }

    private static readonly string Folder = Path.Combine(SourceTree.Root, "src/Shared/Page/wwwroot");

    public static TheoryData<string> EveryFile =>
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(EveryFile))]
    public async Task A_file_is_served_with_its_type_and_the_policy(string file)
    {
        using var http = Plain();

        using var response = await http.GetAsync(PathOf(file), Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var expected = await File.ReadAllTextAsync(Path.Combine(Folder, file), Ct);
        if (Path.GetExtension(file) is ".js" or ".css" or ".html") expected = Compact(expected);
        if (file == "sw.js") expected = expected.Replace("VERSION = 'none'", $"VERSION = '{await VersionAsync()}'", StringComparison.Ordinal);
        // The index also says who may register.
        if (file == "index.html") expected = expected.Replace("<html lang=\"en\"", "<html lang=\"en\" data-registration=\"open\"", StringComparison.Ordinal);
        if (!file.EndsWith(".png", StringComparison.Ordinal)) Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(await response.BytesAsync()));
        else Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Folder, file), Ct), await response.BytesAsync());
        Assert.Equal(TypeOf(file), response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
    }

    /// <summary>What the service worker compares with its own version.</summary>
    private async Task<string> VersionAsync()
    {
        using var http = Plain();
        using var index = await http.GetAsync(new Uri("/", UriKind.Relative), Ct);
        return index.Headers.GetValues("Page-Version").Single();
    }

    [Fact]
    public async Task A_browser_that_has_a_file_is_told_so()
    {
        using var http = Plain();
        using var first = await http.GetAsync("/", Ct);

        using var again = await http.FetchAsync("/", ("If-None-Match", first.Headers.ETag!.ToString()));
        using var other = await http.FetchAsync("/js/app.js", ("If-None-Match", first.Headers.ETag.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.BytesAsync());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("deflate, gzip;q=0.5, br;q=0", "gzip")]
    [InlineData("gzip;q=0", null)]
    [InlineData("zstd", null)]
    public async Task A_file_of_text_is_compressed_for_whoever_can_read_it(string accepted, string? encoding)
    {
        using var http = Plain();

        using var response = await http.FetchAsync("/js/app.js", ("Accept-Encoding", accepted));

        var bytes = await response.BytesAsync();
        Assert.Equal(encoding is null ? [] : [encoding], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        var sent = new MemoryStream(bytes);
        await using Stream body = encoding switch
        {
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        Assert.Equal(Compact(await File.ReadAllTextAsync(Path.Combine(Folder, "js/app.js"), Ct)), await new StreamReader(body).ReadToEndAsync(Ct));
    }

    [Theory]
    [InlineData("/api/")]
    [InlineData("/api/js/app.js")]
    [InlineData("/index.html")]
    [InlineData("/js/")]
    [InlineData("/js/../sw.js/x")]
    public async Task There_is_nothing_elsewhere(string path)
    {
        using var http = server.Anonymous();

        using var response = await http.FetchAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var without = new OwnServer("sqlite", ("Web:Enabled", "false"));
        using var http = without.Anonymous();

        using var page = await http.FetchAsync("/");
        using var script = await http.FetchAsync("/js/app.js");
        using var health = await http.FetchAsync("/health");

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK], new[] { page, script, health }.Select(response => response.StatusCode));
    }

    [Fact]
    public void The_service_worker_keeps_every_file_and_no_other_but_for_the_catalogs_of_other_languages()
    {
        var kept = Quoted().Matches(File.ReadAllText(Path.Combine(Folder, "sw.js")).Split("const OURS")[0]).Select(match => match.Groups[1].Value);

        Assert.Equal(
            EveryFile.Select(row => row.Data).Where(file => !file.StartsWith("lang/", StringComparison.Ordinal)).Except(["sw.js", "index.html"]).Append("./").Append("libraries/index.js").Order(StringComparer.Ordinal),
            kept.Where(name => name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_file_of_script_is_short_and_none_of_them_makes_markup_of_text()
    {
        var scripts = EveryFile.Select(row => row.Data).Where(file => file.EndsWith(".js", StringComparison.Ordinal)).Select(file => (file, Text: File.ReadAllText(Path.Combine(Folder, file)))).ToArray();

        Assert.Each(scripts, script => Assert.InRange(script.Text.Count(c => c == '\n'), 1, 170));
        Assert.Each(scripts, script => Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|eval\\(|new Function", script.Text));
    }

    /// <summary>All that a browser loads to show the chat and to write a message: what the index names, and what that imports before it runs.</summary>
    [Fact]
    public async Task The_page_has_at_most_60_KB_compressed()
    {
        using var http = Plain();
        var size = 0;
        foreach (var file in FirstFiles.All)
        {
            using var response = await http.FetchAsync(PathOf(file).ToString(), ("Accept-Encoding", "br"));
            size += (await response.BytesAsync()).Length;
        }

        TestContext.Current.SendDiagnosticMessage($"The page has {size} bytes.");
        Assert.InRange(size, 20_000, 60_000);
    }

    [Fact]
    public async Task The_libraries_are_served_with_their_licences()
    {
        var paths = PageLibraries.Paths;
        using var http = Plain();

        foreach (var path in paths)
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("script-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            if (path.EndsWith(".txt", StringComparison.Ordinal)) Assert.Contains("opyright", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Contains("/libraries/highlight/LICENSE.txt", paths);
        Assert.Contains("/libraries/temml/LICENSE.txt", paths);
    }

    /// <summary>Whoever builds has a registry of their own.</summary>
    [Fact]
    public void The_lock_file_names_no_other_registry_than_the_public_one_and_every_package_has_a_checksum()
    {
        using var locked = System.Text.Json.JsonDocument.Parse(SourceTree.Read("src/Shared/Page/libraries/package-lock.json"));

        Assert.Each(locked.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0), package =>
        {
            Assert.True(package.Value.TryGetProperty("integrity", out _), package.Name);
            if (package.Value.TryGetProperty("resolved", out var address)) Assert.StartsWith("https://registry.npmjs.org/", address.GetString(), StringComparison.Ordinal);
        });
    }

    /// <summary>The files are no answers of the contract.</summary>
    private HttpClient Plain() => new() { BaseAddress = server.Address };

    private static Uri PathOf(string file) => new(file == "index.html" ? "/" : $"/{file}", UriKind.Relative);

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        _ => "application/manifest+json",
    };

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
