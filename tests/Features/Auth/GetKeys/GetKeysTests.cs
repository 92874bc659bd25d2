using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SamosaChaat.Tests.Features.Auth.GetKeys;

public abstract class GetKeysTests(Server server)
{
    [Fact]
    public async Task Another_service_can_check_our_tokens_with_the_served_keys()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        var keys = await KeysAsync(http);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(user.AccessToken, Rules(keys));

        Assert.True(result.IsValid, result.Exception?.Message);
        var token = Assert.IsType<JsonWebToken>(result.SecurityToken);
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(Assert.Single(keys.Keys).Kid, token.Kid);
        Assert.Equal("samosachaat", token.Issuer);
        Assert.Equal(["samosachaat"], token.Audiences);
        Assert.Equal(user.Id.ToString(), token.Subject);
        Assert.Equal(DateTime.UtcNow.AddMinutes(15), token.ValidTo, TimeSpan.FromMinutes(1));
        Assert.Equal(token.IssuedAt.AddMinutes(15), token.ValidTo);
    }

    [Fact]
    public async Task The_keys_are_public_ones()
    {
        using var http = server.Anonymous();
        using var response = await http.FetchAsync("/.well-known/jwks.json");

        var key = Assert.Single((await response.JsonAsync()).GetProperty("keys").EnumerateArray().ToArray());

        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal(("EC", "P-256", "sig", "ES256"), (key.Text("kty"), key.Text("crv"), key.Text("use"), key.Text("alg")));
    }

    [Fact]
    public async Task Another_servers_keys_do_not_fit()
    {
        await using var another = new OwnServer(server.Engine);
        using var user = await server.NewUserAsync();
        using var http = another.Anonymous();

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(user.AccessToken, Rules(await KeysAsync(http)));

        Assert.False(result.IsValid);
    }

    private static TokenValidationParameters Rules(JsonWebKeySet keys) =>
        new() { ValidIssuer = "samosachaat", ValidAudience = "samosachaat", IssuerSigningKeys = keys.GetSigningKeys(), ValidAlgorithms = ["ES256"] };

    private static async Task<JsonWebKeySet> KeysAsync(HttpClient http)
    {
        using var response = await http.FetchAsync("/.well-known/jwks.json");
        return new JsonWebKeySet((await response.JsonAsync()).GetRawText());
    }
}

public sealed class GetKeysOnSqlite(SqliteServer server) : GetKeysTests(server);

public sealed class GetKeysOnLiteDb(LiteDbServer server) : GetKeysTests(server);

public sealed class GetKeysOnPostgres(PostgresServer server) : GetKeysTests(server);
