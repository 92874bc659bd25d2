using System.Buffers.Text;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Page;

/// <summary>A file of the page, embedded in the program. It is read and compressed on the first request, not at the start.</summary>
internal sealed class PageFile
{
    private const string Folder = "page/";
    private const string Index = "index.html";
    private const string Worker = "sw.js";

    /// <summary>The place for the version in the service worker.</summary>
    private const string NoVersion = "VERSION = 'none'";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".webmanifest"] = "application/manifest+json",
    };

    private static readonly Lazy<string> version = new(HashAll);

    private readonly Lazy<byte[]> content;
    private readonly Lazy<byte[]> gzip;
    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<EntityTagHeaderValue> tag;

    /// <summary>The root element's opening tag in the index.</summary>
    private const string Root = "<html lang=\"en\"";

    private readonly string resource;
    private readonly ConcurrentDictionary<string, PageFile> marked = new(StringComparer.Ordinal);

    private PageFile(string resource, string attributes = "")
    {
        this.resource = resource;
        // Builds on Windows use backslashes in resource names.
        var name = resource[Folder.Length..].Replace('\\', '/');
        Path = name == Index ? "/" : $"/{name}";
        ContentType = Types[System.IO.Path.GetExtension(name)];
        content = new(() => System.IO.Path.GetExtension(name) switch
        {
            ".html" when attributes.Length > 0 => Change(
                Read(resource), index => PageSource.Compact(index).Replace(Root, $"{Root} {attributes}", StringComparison.Ordinal)),
            ".js" when name == Worker => Change(
                Read(resource), worker => PageSource.Compact(worker).Replace(NoVersion, $"VERSION = '{Version}'", StringComparison.Ordinal)),
            ".js" or ".css" or ".html" => Change(Read(resource), PageSource.Compact),
            _ => Read(resource),
        });
        gzip = new(() => Compress(content.Value, buffer => new GZipStream(buffer, CompressionLevel.SmallestSize)));
        // The best quality: 8 % smaller than 9, and 8 ms for each file once.
        brotli = new(() => Compress(content.Value, buffer => new BrotliStream(buffer, new BrotliCompressionOptions { Quality = 11 })));
        // The tag is weak because it stands for the plain and the compressed form.
        tag = new(() => new EntityTagHeaderValue($"\"{Short(SHA256.HashData(content.Value))}\"", isWeak: true));
    }

    /// <summary>All files of the page.</summary>
    public static IReadOnlyList<PageFile> All { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => new PageFile(name))];

    /// <summary>Names what all files are together. A page that a browser has kept is current if it has this version.</summary>
    public static string Version => version.Value;

    /// <summary>The path at which the file is served.</summary>
    public string Path { get; }

    public string ContentType { get; }

    /// <summary>The bytes that a client gets if it takes no compression.</summary>
    public ReadOnlyMemory<byte> Content => content.Value;

    /// <summary>Returns the index with attributes of its root element, and any other file as it is.</summary>
    /// <param name="attributes">One of few texts: each is kept.</param>
    public PageFile With(string attributes) =>
        Path == "/" ? marked.GetOrAdd(attributes, static (added, resource) => new(resource, added), resource) : this;

    /// <summary>Sends the file, or 304 if the browser's copy is current.</summary>
    public Task SendAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        // Browsers may store the file but must revalidate it, because a new program has a new page.
        headers.CacheControl = "no-cache";
        if (Path == "/") headers["Page-Version"] = Version;
        var isText = ContentType != "image/png";
        if (isText) headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = http.Request.GetTypedHeaders().AcceptEncoding
            .Where(encoding => isText && encoding.Quality != 0).Select(encoding => encoding.Value.Value).ToArray();
        var encoding = accepted.Contains("br") ? "br" : accepted.Contains("gzip") ? "gzip" : null;
        if (encoding is not null) headers.ContentEncoding = encoding;
        var body = encoding switch { "br" => brotli, "gzip" => gzip, _ => content };
        return TypedResults.Bytes(body.Value, ContentType, entityTag: tag.Value).ExecuteAsync(http);
    }

    private static string HashAll()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in All.OrderBy(file => file.Path, StringComparer.Ordinal)) hash.AppendData(Read(file.resource));
        return Short(hash.GetHashAndReset());
    }

    private static string Short(byte[] hash) => Base64Url.EncodeToString(hash.AsSpan(0, 16));

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Change(byte[] bytes, Func<string, string> change) => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes)));

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> encoder)
    {
        using var buffer = new MemoryStream();
        using (var stream = encoder(buffer)) stream.Write(bytes);
        return buffer.ToArray();
    }
}
