namespace SamosaChaat.Tests.Features.Auth;

public abstract class SecretsAtRestTests(string engine) : IDisposable
{
    /// <summary>How a hash begins, in base 64: its format 1, its algorithm 2, and 100,000 iterations.</summary>
    private const string HundredThousandTimesSha512 = "AQAAAAIAAYag";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task Only_hashes_of_tokens_and_passwords_reach_the_files()
    {
        const string password = "a very rare password 7f3a";
        List<string> secrets = [password];
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder));
        var http = server.Http;
        var account = new { email = $"{Guid.NewGuid():N}@example.com", password };
        using var registered = await http.PostAsync("/auth/register", account);
        using var login = await http.PostAsync("/auth/login", account);
        var signedIn = await login.JsonAsync();
        var refreshed = Assert.NotNull(await http.RefreshAsync(signedIn));
        foreach (var answer in new[] { await registered.JsonAsync(), signedIn, refreshed }) secrets.AddRange([answer.Text("access_token"), answer.Text("refresh_token")]);

        // While it runs, when the write-ahead log is there too.
        var contents = ContentsOf(folder) + (engine == "postgres" ? PostgresProcess.ContentsOf(folder) : "");
        Assert.Contains(account.email, contents, StringComparison.Ordinal);
        Assert.Contains(HundredThousandTimesSha512, contents, StringComparison.Ordinal);
        Assert.Each(secrets, secret => Assert.DoesNotContain(secret, contents, StringComparison.Ordinal));
        Assert.Each(secrets, secret => Assert.DoesNotContain(server.Output, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>All bytes of all files, each byte a character. The lock file is shut even for reading, and empty.</summary>
    private static string ContentsOf(string folder) => string.Concat(Directory.GetFiles(folder)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return System.Text.Encoding.Latin1.GetString(bytes);
    }));
}

public sealed class SecretsAtRestOnSqlite() : SecretsAtRestTests("sqlite");

public sealed class SecretsAtRestOnLiteDb() : SecretsAtRestTests("litedb");

public sealed class SecretsAtRestOnPostgres() : SecretsAtRestTests("postgres");
