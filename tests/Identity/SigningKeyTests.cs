using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Identity;

public abstract class SigningKeyTests(string engine) : IDisposable
{
    // Deeper than what is there, so that the server makes it.
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"samosachaat-test-{Guid.NewGuid():N}", "data");

    private (string, string) Storage => ("Storage:Path", folder);

    [Fact]
    public async Task A_token_outlives_a_restart()
    {
        var account = new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password };
        JsonElement signedIn;
        string keys;
        await using (var before = await ServerProcess.StartAsync(engine, Storage))
        {
            using var registered = await before.Http.PostAsync("/auth/register", account);
            signedIn = await registered.JsonAsync();
            keys = await KeysAsync(before.Http);
        }

        await using var after = await ServerProcess.StartAsync(engine, Storage);
        Assert.Equal(HttpStatusCode.OK, await after.Http.StatusOfAsync(signedIn));
        Assert.Equal(keys, await KeysAsync(after.Http));
        Assert.NotNull(await after.Http.RefreshAsync(signedIn));
    }

    [Fact]
    public async Task Key_and_folder_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such file modes; the folder inherits its owner's rights.");
            return;
        }

        await using var server = await ServerProcess.StartAsync(engine, Storage);
        using var user = await TestUser.RegisterAsync(server.Http);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        var key = Assert.Single(Directory.GetFiles(folder, "*.pem"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(key, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_after_another_in_one_process_reads_the_key_and_signs_with_it()
    {
        var storage = Options.Create(new StorageOptions { Path = folder });
        string? first = null;
        for (var run = 0; run < 2; run++)
        {
            using var data = new DataFolder(storage);
            using var keys = KeyOpening.InFolder(data);
            var tokens = new AccessTokens(keys, Options.Create(new AuthOptions()), TimeProvider.System);
            first ??= tokens.Issue(Guid.NewGuid(), Guid.NewGuid());

            Assert.NotNull(await tokens.ValidateAsync(first));
            Assert.NotNull(await tokens.ValidateAsync(tokens.Issue(Guid.NewGuid(), Guid.NewGuid())));
        }
    }

    [Fact]
    public void The_folder_is_taken_by_one_at_a_time()
    {
        var options = Options.Create(new StorageOptions { Path = folder });
        using (new DataFolder(options))
        {
            var refusal = Assert.Throws<CannotStartException>(() => new DataFolder(options));
            Assert.Contains("Storage:Path", refusal.Message, StringComparison.Ordinal);
        }

        new DataFolder(options).Dispose();
    }

    public void Dispose()
    {
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static async Task<string> KeysAsync(HttpClient http)
    {
        using var response = await http.FetchAsync("/.well-known/jwks.json");
        return (await response.JsonAsync()).GetRawText();
    }
}

public sealed class SigningKeyOnSqlite() : SigningKeyTests("sqlite");

public sealed class SigningKeyOnLiteDb() : SigningKeyTests("litedb");

public sealed class SigningKeyOnPostgres() : SigningKeyTests("postgres");
