using System.Text.Json.Serialization.Metadata;

namespace SamosaChaat.Shared.Http;

/// <summary>A 201 with what has been made, and where it is from now on.</summary>
/// <param name="path">Without the base path.</param>
internal sealed class CreatedJson<T>(string path, T value, JsonTypeInfo<T> type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var body = PooledBuffer.Of(value, type);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = httpContext.Request.PathBase + path;
        await body.SendAsync(httpContext);
    }
}
