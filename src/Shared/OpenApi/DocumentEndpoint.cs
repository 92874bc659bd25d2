using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>
/// Serves <c>/openapi/v1.json</c> and <c>/openapi/v1.yaml</c>. They are generated on the first request and never change after that.
/// Behind a proxy that removes a prefix, the document has that prefix in its URLs.
/// </summary>
internal static class DocumentEndpoint
{
    private const int MostKept = 16;

    public static void MapOpenApiDocument(this WebApplication app)
    {
        var made = new ConcurrentDictionary<(string Format, string Prefix, bool UnderApi), Lazy<Task<byte[]>>>();
        foreach (var format in new[] { OpenApiConstants.Json, OpenApiConstants.Yaml })
        {
            app.MapGet($"/openapi/{OpenApiRegistration.DocumentName}.{format}", http => AnswerAsync(http, format));
        }

        async Task AnswerAsync(HttpContext http, string format)
        {
            // A proxy may pass on prefixes that clients make up, and each one is a document of its own.
            if (made.Count >= MostKept) made.Clear();
            var document = made.GetOrAdd(
                (format, PublicAddress.Of(http).Prefix.ToUriComponent(), http.IsUnderApi()),
                key => new(() => WriteAsync(app.Services, key.Format, key.Prefix, key.UnderApi)));
            var bytes = await document.Value;
            http.Response.Headers.CacheControl = "no-cache";
            var tag = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(..8));
            await TypedResults.Bytes(bytes, $"application/{format}", entityTag: new($"\"{tag}\"")).ExecuteAsync(http);
        }
    }

    private static async Task<byte[]> WriteAsync(IServiceProvider services, string format, string prefix, bool underApi)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiRegistration.DocumentName)
            .GetOpenApiDocumentAsync();
        // URLs without a host work under any name. The URL that the client used comes first.
        var here = new OpenApiServer { Url = $"{prefix}/", Description = "This server." };
        var api = new OpenApiServer
        {
            Url = $"{prefix}/api",
            Description = "The same API, for a frontend that shares this server's origin.",
        };
        document.Servers = underApi ? [api, here] : [here, api];
        using var stream = new MemoryStream();
        await document.SerializeAsync(stream, OpenApiSpecVersion.OpenApi3_1, format, CancellationToken.None);
        return stream.ToArray();
    }
}
