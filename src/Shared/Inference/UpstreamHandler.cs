namespace SamosaChaat.Shared.Inference;

/// <summary>Throws for a response that is not a success, before any client reads it.</summary>
internal sealed class UpstreamHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return response;

        // Do not read the body. Clients never see it, it may be endless, and the OpenAI client would read all of it.
        response.Dispose();
        throw new HttpRequestException("The server refused the request.", inner: null, response.StatusCode);
    }
}
