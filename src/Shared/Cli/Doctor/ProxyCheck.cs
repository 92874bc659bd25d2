using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.ServerSentEvents;
using System.Text;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>
/// Checks the proxies before the server through the public URL: whether paths, methods, headers and large bodies arrive, and whether a
/// stream arrives without delay. It needs no account (docs/decisions/0007).
/// </summary>
internal sealed class ProxyCheck(HttpClient http, TimeProvider clock)
{
    private const string Check = "proxy";
    private const int Tries = 3;

    // The events of the probe are sent over one second. A buffering proxy delivers them all at once.
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
            return findings.Count > 0
                ? findings
                : [Finding.Ok(Check, $"{root} forwards paths, methods, headers, large bodies and streams unchanged")];
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return [Finding.Wrong(
                Check,
                $"{root} cannot be reached: {e.GetBaseException().Message}",
                "Check the name, the proxy and its certificate. Then check that the proxy forwards to the server's address.")];
        }
    }

    private async Task<Finding?> HealthAsync(string root, CancellationToken ct)
    {
        var trace = $"doctor-{Guid.NewGuid():N}";
        using var answer = await SendAsync(HttpMethod.Get, $"{root}/health", null, (ApiHeaders.TraceId, trace), ct);
        if (!answer.Headers.TryGetValues(ApiHeaders.TraceId, out var traces))
        {
            return Finding.Wrong(
                Check,
                $"{root}/health returns {(int)answer.StatusCode}, but not by samosaChaat",
                "Forward the path to the server. If the API is under /api, forward /api unchanged.");
        }

        if (traces.First() != trace)
        {
            return Finding.Wrong(Check, $"The proxy does not forward the header {ApiHeaders.TraceId}", "Forward all headers.");
        }

        return answer.IsSuccessStatusCode
            ? null
            : Finding.Wrong(
                Check, $"{root}/health returns {(int)answer.StatusCode}", "The server is running but not ready. Check its log.");
    }

    /// <summary>Sends requests with an invalid token. The server rejects each one if it arrives.</summary>
    private async Task<List<Finding>> PathsAsync(string root, CancellationToken ct)
    {
        var findings = new List<Finding>();
        // No request is signed in, so it need not exist. The nil UUID would be no id.
        var id = Guid.AllBitsSet;
        (HttpMethod Method, string Path, int Body)[] requests =
        [
            (HttpMethod.Get, $"/conversations/{id}/messages/{id}/stream?last_event_id=1", 0),
            (HttpMethod.Get, $"/api/conversations/{id}/messages", 0),
            (HttpMethod.Patch, $"/conversations/{id}", 2),
            (HttpMethod.Put, $"/conversations/{id}/instructions", 2),
            (HttpMethod.Delete, $"/conversations/{id}", 0),
            (HttpMethod.Post, $"/conversations/{id}/messages", TextLimits.Body - 1024),
        ];
        foreach (var (method, path, size) in requests)
        {
            // If the public URL ends with /api, it already contains the prefix.
            if (path.StartsWith("/api/", StringComparison.Ordinal) && root.EndsWith("/api", StringComparison.Ordinal)) continue;
            using var answer = await SendAsync(method, root + path, size == 0 ? null : Body(size), ("Authorization", "Bearer doctor"), ct);
            var what = $"{method} {path.Split('?')[0]}";
            if (answer.StatusCode == HttpStatusCode.RequestEntityTooLarge)
            {
                findings.Add(Finding.Wrong(
                    Check,
                    $"{what} with {size / 1024 / 1024d:0.0} MB returns 413",
                    "Allow bodies of 3 MB (nginx: client_max_body_size 3m;). A message may have 200,000 characters."));
            }
            else if (answer.StatusCode != HttpStatusCode.Unauthorized || !answer.Headers.Contains(ApiHeaders.TraceId))
            {
                findings.Add(Finding.Wrong(
                    Check,
                    $"{what} returns {(int)answer.StatusCode} instead of the server's 401",
                    "Forward all methods and all paths under the prefix. Forward the prefix /api too. The path must arrive unchanged."));
            }
            else if (!answer.Headers.WwwAuthenticate.ToString().Contains("invalid_token", StringComparison.Ordinal))
            {
                findings.Add(Finding.Wrong(
                    Check, "The proxy does not forward the header Authorization", "Forward it. Users cannot sign in without it."));
                break;
            }
        }

        return findings;
    }

    private async Task<IReadOnlyList<Finding>> StreamAsync(string root, CancellationToken ct)
    {
        // A stream that arrives in pieces is proof. One that arrives at once may be due to a slow machine, so try again.
        for (var i = 0; i < Tries; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{root}/health/stream");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Text.EventStream));
            // Accept compression as browsers do. A compressing proxy would delay the stream.
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.Content.Headers.ContentEncoding.Count > 0)
            {
                return [Finding.Wrong(
                    Check,
                    $"The proxy compresses event streams ({answer.Content.Headers.ContentEncoding.First()})",
                    "Turn compression off for text/event-stream. It delays streams.")];
            }

            if (answer.Content.Headers.ContentType?.MediaType != MediaTypeNames.Text.EventStream)
            {
                return [Finding.Wrong(
                    Check,
                    $"{root}/health/stream returns {(int)answer.StatusCode} without a stream",
                    "Forward it unchanged. A server that is older than this program does not have this path.")];
            }

            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            var (first, count) = (0L, 0);
            await foreach (var _ in SseParser.Create(body).EnumerateAsync(ct))
            {
                if (count++ == 0) first = clock.GetTimestamp();
            }

            if (count > 1 && clock.GetElapsedTime(first) >= Apart) return [];
        }

        return [Finding.Wrong(
            Check,
            "The proxy holds streams back: events that were sent over one second arrived at once",
            "Turn off buffering for the server (nginx: proxy_buffering off; and no proxy_ignore_headers X-Accel-Buffering). "
                + "Turn off caching and compression of text/event-stream.")];
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, HttpContent? body, (string Name, string Value) header, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return await http.SendAsync(request, ct);
    }

    private static StringContent Body(int size) => new($"{{{new string(' ', size - 2)}}}", Encoding.UTF8, MediaTypeNames.Application.Json);
}
