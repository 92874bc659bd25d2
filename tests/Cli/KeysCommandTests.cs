using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

/// <summary>The signing key is replaced beside a running server and before a start. Nobody is signed out.</summary>
public abstract class KeysCommandTests(string engine) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task Tokens_of_the_old_key_stay_valid_and_later_ones_have_the_new_key()
    {
        string first, second;
        JsonElement signedIn, refreshed;
        string email;
        await using (var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder)))
        {
            using var user = await TestUser.RegisterAsync(server.Client());
            (signedIn, email) = (user.SignedIn, user.Email);
            refreshed = Assert.NotNull(await server.Http.RefreshAsync(signedIn));
            first = await RotateAsync();
            Assert.Equal(HttpStatusCode.OK, await server.Http.StatusOfAsync(signedIn));
        }

        second = await RotateAsync();
        await using var again = await ServerProcess.StartAsync(engine, ("Storage:Path", folder));

        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, await again.Http.StatusOfAsync(signedIn));
        var next = Assert.NotNull(await again.Http.RefreshAsync(refreshed));
        Assert.Equal(second, Kid(next));
        Assert.NotEqual(second, Kid(signedIn));
        Assert.Equal(HttpStatusCode.OK, await again.Http.StatusOfAsync(await again.Http.LoginAsync(email)));
        using var served = await again.Http.FetchAsync("/.well-known/jwks.json");
        Assert.Equal(
            new[] { first, second, Kid(signedIn) }.Order(),
            (await served.JsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.Text("kid")).Order());
    }

    [Fact]
    public async Task A_folder_without_a_key_gets_none()
    {
        var (code, _, error) = await Command.RunAsync(["keys", "rotate", "--Storage:Path", Path.Combine(folder, "none")]);

        Assert.Equal(1, code);
        Assert.Contains(folder, Assert.Single(error.Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "none")));
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string Kid(JsonElement signedIn) =>
        JsonElement.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(signedIn.Text("access_token").Split('.')[0])).Text("kid");

    private async Task<string> RotateAsync()
    {
        string[] settings = [.. StoreSettings.Of(engine, folder).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })];
        var (code, output, error) = await Command.RunAsync(["keys", "rotate", "--json", .. settings]);
        Assert.True(code == 0, error);
        return JsonElement.Parse(output).Text("kid");
    }
}

public sealed class KeysCommandOnSqlite() : KeysCommandTests("sqlite");

public sealed class KeysCommandOnLiteDb() : KeysCommandTests("litedb");

public sealed class KeysCommandOnPostgres() : KeysCommandTests("postgres");
