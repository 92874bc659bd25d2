namespace SamosaChaat.Shared.Inference;

/// <summary>
/// What every answer of a model's server goes through before a client of any kind sees it. A server that refuses is not listened to any further;
/// an answer's events have a largest size, and its text is UTF-8.
/// </summary>
internal sealed class UpstreamHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            // Nobody is shown what it says, and it may never stop saying it: the OpenAI client would read it to its end, however far that is.
            response.Dispose();
            throw new HttpRequestException("The server refused the request.", inner: null, response.StatusCode);
        }

        if (request.Method == HttpMethod.Post) response.Content = await MendedAsync(response.Content, cancellationToken);
        return response;
    }

    private static async Task<StreamContent> MendedAsync(HttpContent content, CancellationToken ct)
    {
        var events = new BoundedEvents(await content.ReadAsStreamAsync(ct), BoundedEvents.MaxBytes);
        var mended = new StreamContent(new MendedUtf8(events));
        foreach (var (name, values) in content.Headers)
        {
            // The length was that of the bytes before.
            if (name != "Content-Length") mended.Headers.TryAddWithoutValidation(name, values);
        }

        return mended;
    }
}
