using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Inference;

/// <summary>Sends requests to one upstream. A response that is not a success becomes an exception with the server's own words.</summary>
/// <param name="authorize">Adds the API key to a request.</param>
internal sealed partial class UpstreamHttp(
    HttpClient http, UpstreamOptions upstream, Action<HttpRequestMessage> authorize, TimeProvider clock, ILogger logger)
{
    /// <summary>The part of a refusal's body that is read. It may be endless.</summary>
    private const int MaxRefusalBytes = 16 * 1024;

    private static readonly TimeSpan RefusalPatience = TimeSpan.FromSeconds(2);
    private static readonly MediaTypeHeaderValue JsonType = new(MediaTypeNames.Application.Json);

    private volatile bool lacksVersion;

    /// <summary>True once a request has shown that the base URL lacks the version, and that the server works with it.</summary>
    public bool LacksVersion => lacksVersion;

    public async Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, Json.Options);
        return await SendAsync(HttpMethod.Post, path, json, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    /// <summary>Lists the names of the upstream's models.</summary>
    /// <exception cref="UnreadableAnswerException">The list has no known shape.</exception>
    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, "models", body: null, HttpCompletionOption.ResponseContentRead, ct);
        return ModelNames.Read(await response.Content.ReadAsByteArrayAsync(ct));
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body, HttpCompletionOption completion, CancellationToken ct)
    {
        var response = await SendOnceAsync(lacksVersion);
        if (response.StatusCode == HttpStatusCode.NotFound && !lacksVersion && upstream.MayLackVersion)
        {
            var second = await SendOnceAsync(withVersion: true);
            if (second.StatusCode != HttpStatusCode.NotFound)
            {
                response.Dispose();
                response = second;
                if (response.IsSuccessStatusCode)
                {
                    lacksVersion = true;
                    LogLacksVersion(logger, upstream.Name);
                }
            }
            else
            {
                second.Dispose();
            }
        }

        if (response.IsSuccessStatusCode) return response;
        using (response) throw await RefusalAsync(response, ct);

        async Task<HttpResponseMessage> SendOnceAsync(bool withVersion)
        {
            using var request = new HttpRequestMessage(method, upstream.UrlOf(withVersion ? $"v1/{path}" : path));
            authorize(request);
            // Set the content length, because some servers do not read chunked bodies.
            if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = JsonType } };
            return await http.SendAsync(request, completion, ct);
        }
    }

    private async Task<UpstreamRefusedException> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var after = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - clock.GetUtcNow() : null;
        return new(response.StatusCode, await SaidAsync(response, ct), after > TimeSpan.Zero ? after : null);
    }

    /// <summary>Returns the server's words, as far as they come in time.</summary>
    private async Task<string?> SaidAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(RefusalPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        var bytes = new byte[MaxRefusalBytes];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The status says enough.
        }

        return UpstreamMessage.Of(Encoding.UTF8.GetString(bytes.AsSpan(0, length)));
    }

    [LoggerMessage(
        EventIds.BaseUrlLacksVersion, LogLevel.Warning, "The BaseUrl of upstream {upstream} lacks /v1. The server works with /v1; add it")]
    private static partial void LogLacksVersion(ILogger logger, string upstream);
}
