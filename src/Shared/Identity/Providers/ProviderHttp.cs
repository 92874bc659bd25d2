using System.Net.Http.Headers;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Sends requests to providers. An answer has a bounded time and a bounded size. Redirects are not followed.</summary>
internal sealed class ProviderHttp : IDisposable
{
    /// <summary>The time for a whole request.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>The maximum size of an answer. Large providers have some 20 keys of a few kilobytes.</summary>
    public const int MaxAnswer = 512 * 1024;

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Timeout / 2,
        // A provider may move to another address.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = MaxAnswer,
    };

    /// <param name="bearer">The token of the request. Null for none.</param>
    /// <returns>The body of an answer with 200.</returns>
    /// <exception cref="ProviderFailedException">There was no such answer.</exception>
    public async Task<string> GetAsync(string? url, string? bearer, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Safe(url));
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue(BearerTokens.Scheme, bearer);
        return await SendAsync(request, ct);
    }

    /// <exception cref="ProviderFailedException">There was no answer with 200.</exception>
    public async Task<string> PostAsync(string? url, Dictionary<string, string> form, string? basic, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Safe(url)) { Content = new FormUrlEncodedContent(form) };
        if (basic is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        return await SendAsync(request, ct);
    }

    public void Dispose() => http.Dispose();

    // The provider's own description names some of the URLs, or forgets one.
    private static string Safe(string? url) =>
        ProviderUrl.IsSafe(url) ? url : throw new ProviderFailedException($"'{url}' {ProviderUrl.Rule}");

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var url = request.RequestUri!.GetLeftPart(UriPartial.Path);
        try
        {
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await http.SendAsync(request, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            await PoolThread.SwitchAsync();
            return response.StatusCode == System.Net.HttpStatusCode.OK
                ? body
                : throw new ProviderFailedException($"{url} answered {(int)response.StatusCode}.", isRefusal: (int)response.StatusCode < 500);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ProviderFailedException($"{url} cannot be read. {e.Message}", cause: e);
        }
    }
}
