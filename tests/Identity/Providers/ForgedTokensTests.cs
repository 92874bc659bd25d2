using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Tests.Identity.Providers;

/// <summary>Whatever an attacker makes of an issuer's public keys and good tokens is 401. None of it depends on the store.</summary>
public sealed class ForgedTokensTests : IAsyncLifetime
{
    private readonly TestIssuer issuer = new();
    private OwnServer server = null!;

    public ValueTask InitializeAsync()
    {
        server = new OwnServer("sqlite", issuer.Settings());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_secret_made_of_the_public_key_signs_nothing()
    {
        var rsa = ((RsaSecurityKey)issuer.Key).Rsa;

        foreach (var secret in new[] { Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), rsa.ExportSubjectPublicKeyInfo(), rsa.ExportRSAPublicKey(), Encoding.UTF8.GetBytes(issuer.KeySet()) })
        {
            await RefusedAsync(issuer.Token("a", SecurityAlgorithms.HmacSha256, new SymmetricSecurityKey(secret) { KeyId = issuer.Key.KeyId }));
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    public async Task A_token_that_nobody_signed_is_refused(string none)
    {
        var parts = issuer.Token("a").Split('.');
        var header = Base64UrlEncoder.Encode($$"""{"alg":"{{none}}","typ":"JWT","kid":"{{issuer.Key.KeyId}}"}""");

        await RefusedAsync($"{header}.{parts[1]}.");
        await RefusedAsync($"{header}.{parts[1]}.{parts[2]}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.");
    }

    [Theory]
    [InlineData("RS512")]
    [InlineData("RS384")]
    [InlineData("PS512")]
    public async Task An_algorithm_that_the_settings_do_not_name_is_refused(string algorithm) => await RefusedAsync(issuer.Token("a", algorithm));

    [Fact]
    public async Task A_key_is_used_for_its_own_algorithms_only()
    {
        var ec = issuer.NewEc();
        var parts = issuer.Token("a", key: ec).Split('.');
        var header = Base64UrlEncoder.Encode($$"""{"alg":"RS256","typ":"JWT","kid":"{{ec.KeyId}}"}""");

        await RefusedAsync($"{header}.{parts[1]}.{parts[2]}");
    }

    [Fact]
    public async Task Another_key_is_refused_whatever_it_says_of_itself()
    {
        using var rsa = RSA.Create(2048);
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
        Dictionary<string, object> embedded = new() { ["jwk"] = new Dictionary<string, object> { ["kty"] = "RSA", ["n"] = jwk.N, ["e"] = jwk.E } };
        Dictionary<string, object> elsewhere = new() { ["jku"] = "http://127.0.0.1:9/keys", ["x5u"] = "http://127.0.0.1:9/keys" };

        foreach (var header in new[] { [], embedded, elsewhere })
        {
            await RefusedAsync(issuer.Token("a", key: new RsaSecurityKey(rsa) { KeyId = issuer.Key.KeyId }, header: header));
        }

        await RefusedAsync(issuer.Token("a", key: new RsaSecurityKey(((RsaSecurityKey)issuer.Key).Rsa)));
        await RefusedAsync(issuer.Token("a", key: new RsaSecurityKey(rsa) { KeyId = "../../etc/passwd" }));
    }

    [Fact]
    public async Task An_extension_that_must_be_understood_is_refused()
    {
        await RefusedAsync(issuer.Token("a", header: new() { ["crit"] = new[] { "b64" }, ["b64"] = false }));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("a", header: new() { ["b64x"] = false })));
    }

    [Theory]
    [InlineData("iss", "https://elsewhere.example.com")]
    [InlineData("iss", null)]
    [InlineData("iss", "samosachaat")]
    [InlineData("aud", "another-api")]
    [InlineData("aud", null)]
    [InlineData("sub", null)]
    [InlineData("exp", null)]
    [InlineData("exp", 1_700_000_000L)]
    [InlineData("nbf", 32_000_000_000L)]
    [InlineData("at_hash", "MTIzNDU2Nzg5MDEyMzQ1Ng")]
    [InlineData("c_hash", "MTIzNDU2Nzg5MDEyMzQ1Ng")]
    public async Task A_token_that_says_something_wrong_is_refused_though_the_issuer_signed_it(string claim, object? value) =>
        await RefusedAsync(issuer.Token("a", change: claims => claims[claim] = value));

    [Theory]
    [InlineData("logout+jwt")]
    [InlineData("dpop+jwt")]
    [InlineData("id_token+jwt")]
    public async Task A_token_of_another_type_is_refused(string type) =>
        await RefusedAsync(issuer.Token("a", header: new() { ["typ"] = type }));

    [Fact]
    public async Task A_token_of_this_server_is_not_one_of_the_issuers_and_the_other_way_round()
    {
        using var user = await server.NewUserAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(user.AccessToken));

        await RefusedAsync(issuer.Token($"{user.Id}", change: claims =>
        {
            (claims["iss"], claims["aud"]) = ("samosachaat", "samosachaat");
            claims["sid"] = "0190c7b0-0000-7000-8000-000000000001";
        }));
    }

    [Fact]
    public async Task Without_an_audience_in_the_settings_no_access_token_is_accepted()
    {
        await using var signIn = new OwnServer("sqlite", [.. issuer.Settings(more: [("Audience", ""), ("ClientId", "page"), ("Name", "work")])]);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.Token("a"), signIn));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.Token("a", change: claims => claims["aud"] = "page"), signIn));
    }

    private async Task RefusedAsync(string token)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
        // The proof that the issuer is there, and that it is the token that is refused.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.Token("somebody else")));
    }

    private async Task<HttpStatusCode> StatusAsync(string token, Server? at = null)
    {
        using var http = (at ?? server).Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.FetchAsync("/auth/me");
        return answer.StatusCode;
    }
}
