namespace SamosaChaat.Shared.Http;

/// <summary>Responds with 200 and a complete JSON body.</summary>
/// <param name="body">The caller disposes it.</param>
internal sealed class JsonResponse(PooledBuffer body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => body.SendAsync(httpContext);
}
