using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>
/// What lies between people and the server, seen from outside through the public URL: whether paths, methods, headers and large bodies come through, and whether a
/// stream arrives as it is sent. Needs no account (docs/decisions/0007).
/// </summary>
internal sealed class ProxyCheck(HttpClient http, TimeProvider clock)
{
    private const string Check = "proxy";
    private const string TraceHeader = "x-trace-id";
    private const int Tries = 3;

    // The events of the probe are sent over a second. Whatever holds them back lets them go all at once.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(400);

    public async Task<IReadOnlyList<Finding>> RunAsync(Uri url, CancellationToken ct)
    {
        var root = url.GetLeftPart(UriPartial.Path).TrimEnd('/');
        try
        {
            if (await HealthAsync(root, ct) is { } fault) return [fault];
            var findings = new List<Finding>();
            findings.AddRange(await PathsAsync(root, ct));
            findings.AddRange(await StreamAsync(root, ct));
            return findings.Count > 0 ? findings : [Finding.Ok(Check, $"{root} passes on paths, methods, headers, large bodies, and streams as they come")];
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return [Finding.Wrong(Check, $"{root} cannot be reached: {e.GetBaseException().Message}", "Is the name right, the proxy running, and its certificate good? Then: does it pass on to where the server listens?")];
        }
    }

    private async Task<Finding?> HealthAsync(string root, CancellationToken ct)
    {
        var trace = $"doctor-{Guid.NewGuid():N}";
        using var answer = await SendAsync(HttpMethod.Get, $"{root}/health", null, (TraceHeader, trace), ct);
        if (!answer.Headers.TryGetValues(TraceHeader, out var traces))
        {
            return Finding.Wrong(Check, $"{root}/health is answered with {(int)answer.StatusCode}, but not by samosaChaat", "Pass the path on to the server; where it is reached under /api, pass /api on with it, as it is.");
        }

        if (traces.First() != trace) return Finding.Wrong(Check, $"The proxy does not pass the header {TraceHeader} on", "Let it pass all headers on.");
        return answer.IsSuccessStatusCode ? null : Finding.Wrong(Check, $"{root}/health says {(int)answer.StatusCode}", "The server is there and not ready: look at its log.");
    }

    /// <summary>Requests without a good token: the server refuses each in its own words, if it gets there.</summary>
    private async Task<List<Finding>> PathsAsync(string root, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var id = Guid.Empty;
        (HttpMethod Method, string Path, int Body)[] requests =
        [
            (HttpMethod.Get, $"/conversations/{id}/messages/{id}/stream?last_event_id=1", 0),
            (HttpMethod.Get, $"/api/conversations/{id}/messages", 0),
            (HttpMethod.Patch, $"/conversations/{id}", 2),
            (HttpMethod.Delete, $"/conversations/{id}", 0),
            (HttpMethod.Post, $"/conversations/{id}/messages", TextLimits.Body - 1024),
        ];
        foreach (var (method, path, size) in requests)
        {
            // Where the public URL ends with /api, that is the prefix already.
            if (path.StartsWith("/api/", StringComparison.Ordinal) && root.EndsWith("/api", StringComparison.Ordinal)) continue;
            using var answer = await SendAsync(method, root + path, size == 0 ? null : Body(size), ("Authorization", "Bearer doctor"), ct);
            var what = $"{method} {path.Split('?')[0]}";
            if (answer.StatusCode == HttpStatusCode.RequestEntityTooLarge)
            {
                findings.Add(Finding.Wrong(Check, $"{what} of {size / 1024 / 1024d:0.0} MB is refused with 413", "Let bodies of 3 MB pass (nginx: client_max_body_size 3m;): a message may have 200,000 characters."));
            }
            else if (answer.StatusCode != HttpStatusCode.Unauthorized || !answer.Headers.Contains(TraceHeader))
            {
                findings.Add(Finding.Wrong(Check, $"{what} is answered with {(int)answer.StatusCode} instead of the server's 401", "Pass every method and everything behind the prefix on, with /api where that is the prefix: the path must arrive as it was sent."));
            }
            else if (!answer.Headers.WwwAuthenticate.ToString().Contains("invalid_token", StringComparison.Ordinal))
            {
                findings.Add(Finding.Wrong(Check, "The proxy does not pass the header Authorization on", "Let it pass: nobody can sign in without it."));
                break;
            }
        }

        return findings;
    }

    private async Task<IReadOnlyList<Finding>> StreamAsync(string root, CancellationToken ct)
    {
        // One that comes in pieces is proof. One that comes at once may be this machine being slow, so it is tried again.
        for (var i = 0; i < Tries; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{root}/health/stream");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            // As a browser does: a proxy that compresses would hold the stream back for it.
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.Content.Headers.ContentEncoding.Count > 0) return [Finding.Wrong(Check, $"The proxy compresses event streams ({answer.Content.Headers.ContentEncoding.First()})", "Let it leave text/event-stream as it is: compression holds a stream back.")];
            if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream") return [Finding.Wrong(Check, $"{root}/health/stream is answered with {(int)answer.StatusCode}, without a stream", "Pass it on as it is. A server that is older than this program does not have it.")];

            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            var (first, count) = (0L, 0);
            await foreach (var _ in SseParser.Create(body).EnumerateAsync(ct))
            {
                if (count++ == 0) first = clock.GetTimestamp();
            }

            if (count > 1 && clock.GetElapsedTime(first) >= Apart) return [];
        }

        return [Finding.Wrong(Check, "The proxy holds streams back: the events of a second came all at once", "Turn its buffering off for the server (nginx: proxy_buffering off; and no proxy_ignore_headers X-Accel-Buffering), and caching and compression of text/event-stream.")];
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, HttpContent? body, (string Name, string Value) header, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return await http.SendAsync(request, ct);
    }

    private static StringContent Body(int size) => new($"{{{new string(' ', size - 2)}}}", Encoding.UTF8, "application/json");
}
