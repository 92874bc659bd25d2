using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Rolling;

/// <summary>
/// Sends a request to a random node, as a load balancer does. A node that refuses the connection, or asks to try again (503 with
/// Retry-After), makes it try another one. Nothing else is tried again.
/// </summary>
internal sealed class Balancer(IReadOnlyList<ClusterNode> nodes, RollingTally tally) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Returns the answer once its headers are here. Null after an error, which is counted.</summary>
    public async Task<HttpResponseMessage?> SendAsync(
        HttpMethod method, string path, string? token, object? body = null, long? after = null)
    {
        using var patience = new CancellationTokenSource(Longest);
        while (!patience.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(method, new Uri(nodes[Random.Shared.Next(nodes.Count)].Process.Address, path));
            if (body is not null) request.Content = JsonContent.Create(body);
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (after is { } id) request.Headers.Add("Last-Event-ID", $"{id}");
            try
            {
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                if (response.IsSuccessStatusCode) return response;
                using (response)
                {
                    if (await IsWrongAsync(response, $"{method} {path}")) return null;
                }
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                tally.Count("refused connections");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                tally.Wrong("a node broke a request off", $"{method} {path}: {e.Message}");
                return null;
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(Pause, CancellationToken.None);
        }

        tally.Wrong("no answer", $"{method} {path}");
        return null;
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> IsWrongAsync(HttpResponseMessage response, string request)
    {
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null)
        {
            tally.Count("answers 503 with Retry-After");
            return false;
        }

        tally.Wrong($"status {(int)response.StatusCode}", $"{request}: {await response.Content.ReadAsStringAsync()}");
        return true;
    }
}
