namespace SamosaChaat.Shared.Inference;

/// <summary>Limits the size of events and replaces invalid UTF-8, for a client that reads its events without these checks.</summary>
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
            // The length of the original body no longer applies.
            if (name != "Content-Length") mended.Headers.TryAddWithoutValidation(name, values);
        }

        return mended;
    }
}
