using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using SamosaChaat.Shared.Identity.Providers;

namespace SamosaChaat.Tests.Identity.Providers;

/// <summary>When the keys of an issuer are read, and what happens if they cannot be.</summary>
public sealed class ProviderKeysTests : IAsyncDisposable
{
    private readonly TestIssuer issuer = new();
    private readonly StandingClock clock = new();
    private OwnServer? server;

    private OwnServer Running => server ??= new OwnServer("sqlite", clock.PutInPlace, issuer.Settings());

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_key_is_looked_for_at_most_once_a_minute()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a")));
        Assert.Equal(1, issuer.KeyReads);
        var next = issuer.NewEc();

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.Token("a", key: next)));
        Assert.Equal(1, issuer.KeyReads);
        clock.Advance(ProviderKeys.Pause);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a", key: next)));
        Assert.Equal(2, issuer.KeyReads);
    }

    [Fact]
    public async Task Requests_with_known_keys_do_not_wait_for_an_unknown_one()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a")));
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        issuer.InsteadOfKeys = async http =>
        {
            asked.TrySetResult();
            await answer.Task;
            await http.Response.WriteAsync(issuer.KeySet());
        };
        clock.Advance(ProviderKeys.Pause);
        var waits = StatusAsync(issuer.Token("a", key: issuer.NewEc()));
        await asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("b")));
        Assert.False(waits.IsCompleted);
        answer.SetResult();

        Assert.Equal(HttpStatusCode.OK, await waits);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_costs_its_own_tokens_503_and_no_other()
    {
        issuer.InsteadOfKeys = http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        using var user = await Running.NewUserAsync();
        using var answer = await AnswerAsync(issuer.Token("a"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("identity provider", (await answer.JsonAsync()).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(user.AccessToken));
        // A token that names no key, or an algorithm of no key, says enough to be refused.
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.Token("a", "RS512")));

        issuer.InsteadOfKeys = null;
        clock.Advance(ProviderKeys.Pause);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"keys":7}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"{kid}","n":"AQAB","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"{kid}","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","kid":"{kid}","crv":"P-256","x":"!!","y":""}]}""")]
    [InlineData("""{"keys":[null,7]}""")]
    public async Task A_document_that_is_no_good_set_of_keys_is_no_500(string document)
    {
        issuer.InsteadOfKeys = http => http.Response.WriteAsync(document.Replace("{kid}", issuer.Key.KeyId, StringComparison.Ordinal));

        Assert.True(await StatusAsync(issuer.Token("a")) is HttpStatusCode.Unauthorized or HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_document_without_end_is_read_to_its_limit()
    {
        var ended = new TaskCompletionSource();
        issuer.InsteadOfKeys = async http =>
        {
            try
            {
                while (!http.RequestAborted.IsCancellationRequested) await http.Response.WriteAsync(new string(' ', 65536), http.RequestAborted);
            }
            catch (OperationCanceledException)
            {
            }

            ended.SetResult();
        };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(issuer.Token("a")));
        await ended.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_description_of_another_issuer_is_not_believed()
    {
        issuer.PublishedIssuer = "https://elsewhere.example.com";

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(issuer.Token("a")));
        Assert.Equal(0, issuer.KeyReads);
    }

    [Fact]
    public async Task A_withdrawn_key_is_forgotten_without_a_request_that_waits()
    {
        var withdrawn = issuer.Key;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a", key: withdrawn)));
        var read = new TaskCompletionSource();
        issuer.InsteadOfKeys = async http =>
        {
            await http.Response.WriteAsync("""{"keys":[]}""");
            read.TrySetResult();
        };

        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("b", key: withdrawn)));
        await read.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        // The answer is on its way to whoever reads it.
        using var patience = new CancellationTokenSource(Patience.Limit);
        for (var i = 0; await StatusAsync(issuer.Token($"c{i}", key: withdrawn)) != HttpStatusCode.Unauthorized; i++) patience.Token.ThrowIfCancellationRequested();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_key_from_a_file_needs_no_provider(string algorithm)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, algorithm == "ES256" ? ec.ExportSubjectPublicKeyInfoPem() : rsa.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        await using var own = new OwnServer("sqlite", [.. issuer.Settings(more: [("Authority", ""), ("PublicKeyPath", file)])]);
        SecurityKey key = algorithm == "ES256" ? new ECDsaSecurityKey(ec) : new RsaSecurityKey(rsa);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a", algorithm, key), own));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.Token("a"), own));
        Assert.Equal(0, issuer.KeyReads);
        File.Delete(file);
    }

    [Fact]
    public async Task A_url_of_keys_is_enough()
    {
        await using var own = new OwnServer("sqlite", [.. issuer.Settings(more: [("Authority", ""), ("JwksUrl", $"{issuer.Url}/keys")])]);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a"), own));
    }

    private async Task<HttpStatusCode> StatusAsync(string token, Server? at = null)
    {
        using var answer = await AnswerAsync(token, at);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> AnswerAsync(string token, Server? at = null)
    {
        using var http = (at ?? Running).Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.FetchAsync("/auth/me");
    }
}
