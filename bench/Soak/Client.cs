using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

/// <summary>One person's requests. Where the server is gone in the middle that is no fault; where it runs and fails, it is.</summary>
internal sealed class Client(Tally tally, int seed, string? token)
{
    /// <summary>What a model's server that fails, or a server that is busy or ends, may be answered with.</summary>
    public static readonly int[] MayFail = [409, 429, 502, 503, 504];

    private readonly ConcurrentQueue<string> missing = [];

    /// <summary>The access token. While it is being ended, the requests that are on their way may be refused.</summary>
    public string? Token { get; set; } = token;

    public bool IsSigningOut { get; set; }

    /// <summary>The JSON of an answer; null if the server is gone or has refused.</summary>
    public async Task<JsonElement?> JsonAsync(ServerRun run, HttpMethod method, string path, object? body = null, params int[] mayBe)
    {
        using var response = await SendAsync(run, method, path, body, mayBe);
        if (response is not { IsSuccessStatusCode: true }) return null;
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            if (!run.MayBreak) Violation("a living server broke an answer off", $"{method} {path}: {e.Message}");
            return null;
        }
    }

    /// <summary>The status of the answer; null if the server is gone.</summary>
    public async Task<int?> StatusAsync(ServerRun run, HttpMethod method, string path, object? body, params int[] mayBe)
    {
        using var response = await SendAsync(run, method, path, body, mayBe);
        return (int?)response?.StatusCode;
    }

    /// <summary>Gives the stream that it is answered with to the reader; returns the status, null if the server is gone.</summary>
    public async Task<int?> StreamAsync(ServerRun run, HttpMethod method, string path, object? body, Reader reader, Patience patience, params int[] mayBe)
    {
        using var response = await SendAsync(run, method, path, body, mayBe, reader.After, patience.GivesUp);
        if (response is { StatusCode: HttpStatusCode.OK }) await reader.ReadAsync(response, patience);
        return (int?)response?.StatusCode;
    }

    /// <summary>From now on anything below the path may be answered with 404.</summary>
    public void MayBeMissing(string path) => missing.Enqueue(path);

    private async Task<HttpResponseMessage?> SendAsync(ServerRun run, HttpMethod method, string path, object? body, int[] mayBe, long? after = null, TimeSpan? givesUp = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        var token = Token;
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (after is { } id) request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(givesUp ?? run.Longest);
        try
        {
            var response = await run.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var isSignedOut = response.StatusCode == HttpStatusCode.Unauthorized && (IsSigningOut || Token != token);
            if (!isSignedOut) await LookAsync(response, run, method, path, mayBe);
            return response;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            if (givesUp is null && !run.IsNode) Violation("no answer", $"{method} {path}: nothing in {run.Longest.TotalSeconds} s");
        }
        // A SocketException, too: the client asks for the address of a connection that was reset as soon as it was made.
        catch (Exception e) when (e is IOException or HttpRequestException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            if (!run.MayBreak) Violation("a living server broke a request off", $"{method} {path}: {e.Message}");
        }

        return null;
    }

    private async Task LookAsync(HttpResponseMessage response, ServerRun run, HttpMethod method, string path, int[] mayBe)
    {
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode) await response.Content.LoadIntoBufferAsync();
        // While it drains it may refuse anything with 503. A node may lose the store in the middle of anything.
        if (response.IsSuccessStatusCode || mayBe.Contains(status) || (status == 503 && run.MayBreak) || (status == 500 && run is { MayBreak: true, IsNode: true })) return;
        if (status == 404 && missing.Any(gone => path.StartsWith(gone, StringComparison.Ordinal))) return;
        Violation("an unexpected status", $"{method} {path}: {status} {await response.Content.ReadAsStringAsync()}");
    }

    private void Violation(string kind, string detail) => tally.Violation(kind, $"seed {seed}, {detail}");
}
