using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>
/// Serves <c>/openapi/v1.json</c> and <c>/openapi/v1.yaml</c>. They are generated on the first request and never change after that.
/// </summary>
internal static class DocumentEndpoint
{
    public static void MapOpenApiDocument(this WebApplication app)
    {
        var made = new ConcurrentDictionary<(string Format, bool UnderApi), Lazy<Task<byte[]>>>();
        foreach (var format in new[] { OpenApiConstants.Json, OpenApiConstants.Yaml })
        {
            app.MapGet($"/openapi/{OpenApiRegistration.DocumentName}.{format}", http => AnswerAsync(http, format));
        }

        async Task AnswerAsync(HttpContext http, string format)
        {
            var document = made.GetOrAdd(
                (format, http.Request.PathBase.HasValue), key => new(() => WriteAsync(app.Services, key.Format, key.UnderApi)));
            var bytes = await document.Value;
            http.Response.Headers.CacheControl = "no-cache";
            var tag = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(..8));
            await TypedResults.Bytes(bytes, $"application/{format}", entityTag: new($"\"{tag}\"")).ExecuteAsync(http);
        }
    }

    private static async Task<byte[]> WriteAsync(IServiceProvider services, string format, bool underApi)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiRegistration.DocumentName)
            .GetOpenApiDocumentAsync();
        // URLs relative to the document work behind any proxy. The URL that the client used comes first.
        var here = new OpenApiServer { Url = "/", Description = "This server." };
        var api = new OpenApiServer { Url = "/api", Description = "The same API, for a frontend that shares this server's origin." };
        document.Servers = underApi ? [api, here] : [here, api];
        using var stream = new MemoryStream();
        await document.SerializeAsync(stream, OpenApiSpecVersion.OpenApi3_1, format, CancellationToken.None);
        return stream.ToArray();
    }
}
