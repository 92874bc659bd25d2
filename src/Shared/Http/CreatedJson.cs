using System.Text.Json.Serialization.Metadata;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.Http;

/// <summary>Responds with 201, the created resource and its location.</summary>
/// <param name="path">The path of the resource without the base path.</param>
internal sealed class CreatedJson<T>(string path, T value, JsonTypeInfo<T> type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var body = PooledBuffer.Of(value, type);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = httpContext.PublicUrl(path);
        await body.SendAsync(httpContext);
    }
}
