using System.Net;

namespace SamosaChaat.Shared.Inference;

/// <summary>Says that an upstream answered with a status other than 2xx.</summary>
/// <param name="said">The upstream's own words. Null if it has none.</param>
/// <param name="retryAfter">The time after which the upstream allows another request. Null if it did not say.</param>
internal sealed class UpstreamRefusedException(HttpStatusCode status, string? said, TimeSpan? retryAfter)
    : HttpRequestException("The server refused the request.", inner: null, status)
{
    public string? Said => said;

    public TimeSpan? RetryAfter => retryAfter;
}
