using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>An issuer of tokens with keys of its own, which it serves on a socket of its own.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "chat-api";

    private readonly WebApplication app;
    private readonly List<SecurityKey> keys = [];
    private int keyReads;

    public TestIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = PublishedIssuer ?? Url,
            jwks_uri = $"{Url}/keys",
            authorization_endpoint = $"{Url}/authorize",
            token_endpoint = $"{Url}/token",
        });
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", AnswerCodeAsync);
        app.MapGet("/keys", ServeKeysAsync);
        app.Start();
        Url = app.Urls.Single();
        Key = NewRsa();
    }

    public string Url { get; }

    /// <summary>What it says of itself instead of its URL.</summary>
    public string? PublishedIssuer { get; set; }

    /// <summary>The key that signs.</summary>
    public SecurityKey Key { get; set; }

    /// <summary>How often the keys were read.</summary>
    public int KeyReads => Volatile.Read(ref keyReads);

    /// <summary>Answers in place of the keys.</summary>
    public Func<HttpContext, Task>? InsteadOfKeys { get; set; }

    /// <summary>What it answers to a code, or null for a refusal. It gets what it was sent.</summary>
    public Func<IFormCollection, string, object?> Redeem { get; set; } = (_, _) => null;

    /// <summary>The settings of a server that accepts its tokens.</summary>
    public (string Key, string Value)[] Settings(int index = 0, params (string Key, string Value)[] more) =>
    [
        ($"Auth:Issuers:{index}:Issuer", Url),
        ($"Auth:Issuers:{index}:Audience", Audience),
        ($"Auth:Issuers:{index}:Authority", Url),
        .. more.Select(setting => ($"Auth:Issuers:{index}:{setting.Key}", setting.Value)),
    ];

    public RsaSecurityKey NewRsa() => Publish(new RsaSecurityKey(RSA.Create(2048)));

    public ECDsaSecurityKey NewEc() => Publish(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));

    /// <summary>A good token, unless it is changed.</summary>
    public string Token(
        string subject, string? algorithm = null, SecurityKey? key = null, Action<Dictionary<string, object?>>? change = null, Dictionary<string, object>? header = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object?> claims = new() { ["iss"] = Url, ["aud"] = Audience, ["sub"] = subject, ["iat"] = now, ["exp"] = now + 3600 };
        change?.Invoke(claims);
        foreach (var (name, _) in claims.Where(claim => claim.Value is null)) claims.Remove(name);
        key ??= Key;
        algorithm ??= key is ECDsaSecurityKey ? "ES256" : "RS256";
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(JsonSerializer.Serialize(claims), new SigningCredentials(key, algorithm), header ?? []);
    }

    /// <summary>Signs everybody in as this subject, without a question.</summary>
    public void SignsInAs(string subject, string clientId, Action<Dictionary<string, object?>>? change = null) => Redeem = (form, _) => new
    {
        access_token = "an access token",
        // The code is the nonce that was asked for.
        id_token = Token(subject, change: claims =>
        {
            (claims["aud"], claims["nonce"]) = (clientId, form["code"].ToString());
            change?.Invoke(claims);
        }),
    };

    /// <summary>The set of its public keys, as it serves it.</summary>
    public string KeySet() => JsonSerializer.Serialize(new { keys = keys.Select(PublicJwk) });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static Dictionary<string, string> PublicJwk(SecurityKey key)
    {
        var jwk = key is RsaSecurityKey rsa
            ? JsonWebKeyConverter.ConvertFromRSASecurityKey(rsa)
            : JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)key);
        return key is RsaSecurityKey
            ? new() { ["kty"] = "RSA", ["kid"] = key.KeyId, ["use"] = "sig", ["n"] = jwk.N, ["e"] = jwk.E }
            : new() { ["kty"] = "EC", ["kid"] = key.KeyId, ["use"] = "sig", ["crv"] = jwk.Crv, ["x"] = jwk.X, ["y"] = jwk.Y };
    }

    private async Task ServeKeysAsync(HttpContext http)
    {
        Interlocked.Increment(ref keyReads);
        if (InsteadOfKeys is { } other) await other(http);
        else await http.Response.WriteAsync(KeySet());
    }

    private static IResult Authorize(string redirect_uri, string state, string nonce) =>
        Results.Redirect($"{redirect_uri}?code={Uri.EscapeDataString(nonce)}&state={Uri.EscapeDataString(state)}");

    private async Task AnswerCodeAsync(HttpContext http)
    {
        var answer = Redeem(await http.Request.ReadFormAsync(), http.Request.Headers.Authorization.ToString());
        http.Response.StatusCode = answer is null ? 400 : 200;
        await http.Response.WriteAsync(JsonSerializer.Serialize(answer ?? new { error = "invalid_grant" }));
    }

    private T Publish<T>(T key)
        where T : SecurityKey
    {
        key.KeyId = $"key-{Guid.NewGuid():N}";
        key.CryptoProviderFactory = new CryptoProviderFactory();
        keys.Add(key);
        return key;
    }
}
