namespace SamosaChaat.Shared.Inference;

/// <summary>For a client that reads its events by itself and takes whatever comes: an answer's events have a largest size, and its text is UTF-8.</summary>
internal sealed class SanitizingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Post) response.Content = await MendedAsync(response.Content, cancellationToken);
        return response;
    }

    private static async Task<StreamContent> MendedAsync(HttpContent content, CancellationToken ct)
    {
        var events = new SseEventLimitStream(await content.ReadAsStreamAsync(ct), SseEventLimitStream.MaxBytes);
        var mended = new StreamContent(new Utf8SanitizingStream(events));
        foreach (var (name, values) in content.Headers)
        {
            // The length was that of the bytes before.
            if (name != "Content-Length") mended.Headers.TryAddWithoutValidation(name, values);
        }

        return mended;
    }
}
