using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SamosaChaat.Bench.Lists;

/// <summary>The people of one folder as clients of its server: one connection, kept alive, and whoever's turn it is by chance.</summary>
internal sealed class Visitors(Uri address, string[] tokens) : IDisposable
{
    /// <summary>What the measured page holds; everybody has more.</summary>
    public const int PageSize = 50;

    private static readonly Uri List = new($"/conversations?limit={PageSize}", UriKind.Relative);
    private static readonly Uri Floor = new("/.well-known/jwks.json", UriKind.Relative);
    private static readonly Uri Me = new("/auth/me", UriKind.Relative);

    private readonly HttpClient http = new() { BaseAddress = address };
    private readonly Random random = new(1);

    /// <summary>
    /// Everybody signs in once, so that the server has seen each token: a signature is checked once in a token's run, and that
    /// would be once in a hundred requests on the small side, on every one on the large side. No list is read.
    /// </summary>
    public async Task ArriveAsync()
    {
        foreach (var token in tokens) await SendAsync(Me, token);
        // That what is measured is what is meant.
        using var page = JsonDocument.Parse(await SendAsync(List, tokens[0]));
        if (page.RootElement.GetArrayLength() != PageSize) throw new InvalidOperationException($"The page has {page.RootElement.GetArrayLength()} conversations.");
    }

    public async ValueTask ListAsync() => await SendAsync(List, tokens[random.Next(tokens.Length)]);

    public async ValueTask FloorAsync() => await SendAsync(Floor, null);

    public void Dispose() => http.Dispose();

    private async Task<byte[]> SendAsync(Uri path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} was answered with {response.StatusCode}.");
        return await response.Content.ReadAsByteArrayAsync();
    }
}
