using System.Net;

namespace SamosaChaat.Tests.Cluster;

/// <summary>
/// Sends a request again while the answer is 503 with Retry-After, as every client should. On a busy machine a node with a short lease is
/// without it now and then.
/// </summary>
internal sealed class PatientHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter?.Delta is not { } delay) return response;
            response.Dispose();
            await Task.Delay(delay, cancellationToken);
        }
    }
}
