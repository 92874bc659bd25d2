using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Tests.Identity;

public abstract class BadTokensTests(Server server)
{
    private static readonly Uri Me = new("/auth/me", UriKind.Relative);

    [Fact]
    public async Task A_token_of_ours_is_good_and_so_is_one_made_as_ours_are()
    {
        var resident = await server.ResidentAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {resident.Owner.AccessToken}"));
        // The proof that what is refused below is refused for what each says.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {Forge(resident.Owner, OurKey(), SecurityAlgorithms.EcdsaSha256)}"));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ..")]
    [InlineData("Basic YW5uOnNlY3JldA==")]
    [InlineData("bearer null")]
    [InlineData("Token {access}")]
    [InlineData("{access}")]
    [InlineData("Bearer {access}x")]
    [InlineData("Bearer {access} {access}")]
    [InlineData("Bearer {refresh}")]
    public async Task What_is_no_access_token_is_401(string header)
    {
        var user = (await server.ResidentAsync()).Owner;

        await RefusedAsync(header.Replace("{access}", user.AccessToken, StringComparison.Ordinal).Replace("{refresh}", user.RefreshToken, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_too_long_to_be_ours_is_401() => await RefusedAsync($"Bearer {new string('a', 8000)}");

    [Fact]
    public async Task A_token_of_another_key_is_401()
    {
        var user = (await server.ResidentAsync()).Owner;
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await RefusedAsync($"Bearer {Forge(user, new ECDsaSecurityKey(ecdsa) { KeyId = "another" }, SecurityAlgorithms.EcdsaSha256)}");
        // By the name of ours.
        await RefusedAsync($"Bearer {Forge(user, new ECDsaSecurityKey(ecdsa) { KeyId = OurKey().KeyId }, SecurityAlgorithms.EcdsaSha256)}");
    }

    [Fact]
    public async Task A_token_that_nobody_signed_is_401()
    {
        var user = (await server.ResidentAsync()).Owner;
        var parts = user.AccessToken.Split('.');

        foreach (var none in new[] { "none", "None", "NONE" })
        {
            var header = Base64UrlEncoder.Encode($$"""{"alg":"{{none}}","typ":"JWT"}""");
            await RefusedAsync($"Bearer {header}.{parts[1]}.");
            await RefusedAsync($"Bearer {header}.{parts[1]}.{parts[2]}");
        }

        await RefusedAsync($"Bearer {parts[0]}.{parts[1]}.");
        await RefusedAsync($"Bearer {parts[0]}.{parts[1]}");
    }

    [Fact]
    public async Task A_token_signed_with_our_public_key_as_if_it_were_a_secret_is_401()
    {
        var user = (await server.ResidentAsync()).Owner;
        using var http = server.Anonymous();
        using var keys = await http.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var key = (await keys.JsonAsync()).GetProperty("keys")[0];
        using var ours = ECDsa.Create(server.Services.GetRequiredService<SigningKeys>().Current.Key.ECDsa.ExportParameters(includePrivateParameters: false));

        foreach (var secret in new[] { Encoding.UTF8.GetBytes(key.GetRawText()), Encoding.UTF8.GetBytes(ours.ExportSubjectPublicKeyInfoPem()), ours.ExportSubjectPublicKeyInfo(), Base64UrlEncoder.DecodeBytes(key.Text("x")) })
        {
            await RefusedAsync($"Bearer {Forge(user, new SymmetricSecurityKey(secret) { KeyId = key.Text("kid") }, SecurityAlgorithms.HmacSha256)}");
        }
    }

    [Theory]
    [InlineData("iss", "somebody-else")]
    [InlineData("aud", "somebody-else")]
    [InlineData("exp", null)]
    [InlineData("exp", 1_700_000_000L)]
    [InlineData("nbf", 32_000_000_000L)]
    [InlineData("sub", null)]
    [InlineData("sub", "nobody")]
    [InlineData("sub", "0190c7b0-0000-7000-8000-000000000001")]
    [InlineData("sid", null)]
    [InlineData("sid", "0190c7b0-0000-7000-8000-000000000001")]
    public async Task A_token_that_says_something_wrong_is_401_though_our_key_signed_it(string claim, object? value)
    {
        var user = (await server.ResidentAsync()).Owner;

        await RefusedAsync($"Bearer {Forge(user, OurKey(), SecurityAlgorithms.EcdsaSha256, claims => claims[claim] = value)}");
    }

    [Fact]
    public async Task A_token_that_names_no_key_is_401_though_our_key_signed_it()
    {
        var user = (await server.ResidentAsync()).Owner;

        await RefusedAsync($"Bearer {Forge(user, new ECDsaSecurityKey(OurKey().ECDsa), SecurityAlgorithms.EcdsaSha256)}");
    }

    [Fact]
    public async Task A_token_with_an_extension_that_must_be_understood_is_401_though_our_key_signed_it()
    {
        var user = (await server.ResidentAsync()).Owner;
        Dictionary<string, object> header = new() { ["crit"] = new[] { "extension" }, ["extension"] = true };

        await RefusedAsync($"Bearer {Forge(user, OurKey(), SecurityAlgorithms.EcdsaSha256, header: header)}");
        // The proof that the header alone is what is refused.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {Forge(user, OurKey(), SecurityAlgorithms.EcdsaSha256, header: new() { ["extension"] = true })}"));
    }

    [Fact]
    public async Task A_token_with_other_words_under_the_same_signature_is_401()
    {
        var parts = (await server.ResidentAsync()).Owner.AccessToken.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("\"iss\":\"samosachaat\"", "\"iss\":\"samosachaat\",\"admin\":true", StringComparison.Ordinal);

        await RefusedAsync($"Bearer {parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_ends_with_its_session_in_that_moment()
    {
        using var user = await server.NewUserAsync();
        using var login = await user.Http.PostAsJsonAsync("/auth/login", new { email = user.Email, password = TestUser.Password }, TestContext.Current.CancellationToken);
        var other = (await login.JsonAsync()).Text("access_token");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {user.AccessToken}"));

        using var logout = await user.Http.PostAsync(new Uri("/auth/logout", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        await RefusedAsync($"Bearer {user.AccessToken}");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {other}"));
    }

    [Fact]
    public async Task A_token_ends_with_its_time_whether_it_was_used_before_or_not()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var own = new OwnServer(server.Engine, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        using var user = await own.NewUserAsync();
        using var login = await user.Http.PostAsJsonAsync("/auth/login", new { email = user.Email, password = TestUser.Password }, TestContext.Current.CancellationToken);
        var unused = (await login.JsonAsync()).Text("access_token");
        var lifetime = TimeSpan.FromSeconds(user.SignedIn.GetProperty("expires_in").GetInt32());

        // Tokens know whole seconds.
        clock.Advance(lifetime - TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {user.AccessToken}", own));
        clock.Advance(TimeSpan.FromSeconds(2));

        await RefusedAsync($"Bearer {user.AccessToken}", own);
        await RefusedAsync($"Bearer {unused}", own);
        using var refreshed = await user.Http.PostAsJsonAsync("/auth/token/refresh", new { refresh_token = user.RefreshToken }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"Bearer {(await refreshed.JsonAsync()).Text("access_token")}", own));
    }

    private ECDsaSecurityKey OurKey() => server.Services.GetRequiredService<SigningKeys>().Current.Key;

    /// <summary>A token that says all that the user's own says, unless changed.</summary>
    private static string Forge(TestUser user, SecurityKey key, string algorithm, Action<Dictionary<string, object?>>? change = null, Dictionary<string, object>? header = null)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.Decode(user.AccessToken.Split('.')[1]));
        var claims = payload.RootElement.EnumerateObject().ToDictionary(
            claim => claim.Name, claim => claim.Value.ValueKind == JsonValueKind.Number ? claim.Value.GetInt64() : (object?)claim.Value.GetString());
        change?.Invoke(claims);
        foreach (var (name, _) in claims.Where(claim => claim.Value is null)) claims.Remove(name);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(JsonSerializer.Serialize(claims), new SigningCredentials(key, algorithm), header ?? []);
    }

    private async Task RefusedAsync(string authorization, Server? at = null)
    {
        using var http = (at ?? server).Anonymous();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await http.GetAsync(Me);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.False((await answer.JsonAsync()).TryGetProperty("detail", out _), "It must not say what was wrong with the token.");
    }

    private async Task<HttpStatusCode> StatusAsync(string authorization, Server? at = null)
    {
        using var http = (at ?? server).Anonymous();
        http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        using var answer = await http.GetAsync(Me);
        return answer.StatusCode;
    }
}

public sealed class BadTokensOnSqlite(SqliteServer server) : BadTokensTests(server);

public sealed class BadTokensOnLiteDb(LiteDbServer server) : BadTokensTests(server);

public sealed class BadTokensOnPostgres(PostgresServer server) : BadTokensTests(server);
