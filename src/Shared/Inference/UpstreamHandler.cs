namespace SamosaChaat.Shared.Inference;

/// <summary>What every answer of a model's server goes through before a client of any kind sees it: a server that refuses is not listened to any further.</summary>
internal sealed class UpstreamHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return response;

        // Nobody is shown what it says, and it may never stop saying it: the OpenAI client would read it to its end, however far that is.
        response.Dispose();
        throw new HttpRequestException("The server refused the request.", inner: null, response.StatusCode);
    }
}
