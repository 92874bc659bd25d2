using System.Globalization;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Limits;

/// <summary>
/// Refuses a request that came too soon. The headers follow draft-ietf-httpapi-ratelimit-headers-10: the policy, and what is left of it.
/// </summary>
internal sealed record RateRefusal(Rate Rate, TimeSpan RetryAfter, string Detail) : IResult
{
    public static readonly string TooManyRequests = "Too many requests. Try again later.";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        var wait = Math.Max(1, (long)Math.Ceiling(RetryAfter.TotalSeconds));
        headers[ApiHeaders.RateLimitPolicy] =
            string.Create(CultureInfo.InvariantCulture, $"\"{Rate.Name}\";q={Rate.Permits};w={(long)Rate.Window.TotalSeconds}");
        headers[ApiHeaders.RateLimit] = string.Create(CultureInfo.InvariantCulture, $"\"{Rate.Name}\";r=0;t={wait}");
        var problem = Problem.Of(StatusCodes.Status429TooManyRequests, Detail) with { RetryAfter = TimeSpan.FromSeconds(wait) };
        return problem.ExecuteAsync(httpContext);
    }
}
