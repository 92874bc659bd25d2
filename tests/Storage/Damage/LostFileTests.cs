using SamosaChaat.Tests.Cli;

namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>
/// A server was killed, and all that it acknowledged is in its log. If its file is lost then, no command takes the folder for a new one, and
/// what is left stays.
/// </summary>
public abstract class LostFileTests(string engine, string name) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string[] Settings => ["--Storage:Engine", engine, "--Storage:Path", folder];

    private string StoreFile => Path.Combine(folder, name);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_command_says_so_and_leaves_the_rest(bool empty)
    {
        await using (var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder)))
        {
            using var user = await TestUser.RegisterAsync(server.Client());
            await user.CreateConversationAsync();
            await server.KillAsync();
        }

        if (empty) await File.WriteAllBytesAsync(StoreFile, [], TestContext.Current.CancellationToken);
        else File.Delete(StoreFile);
        var before = StoreFiles.Of(folder);

        var (code, output, _) = await Command.RunAsync(["doctor", .. Settings]);
        Assert.Equal(1, code);
        Assert.Contains($"wrong  store: The store '{StoreFile}' is {(empty ? "empty" : "missing")}", output, StringComparison.Ordinal);

        string[][] commands =
        [
            ["serve", "--urls", "http://127.0.0.1:0"], ["user", "list"], ["seed"], ["token", "--user", "asha@example.com"],
        ];
        foreach (var command in commands) AssertRefused(await Command.RunAsync([.. command, .. Settings]));
        AssertRefused(await Command.RunAsync("copy", "--from", $"{engine}:{folder}", "--to", $"{engine}:{folder}/copy"));
        StoreFiles.Of(folder).AssertSame(before);
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private void AssertRefused((int Code, string Output, string Errors) run)
    {
        Assert.Equal(1, run.Code);
        var line = Assert.Single(run.Errors.Split('\n'));
        Assert.Contains($"The store '{StoreFile}' is ", line, StringComparison.Ordinal);
        Assert.Contains("To begin with an empty store, remove ", line, StringComparison.Ordinal);
    }
}

public sealed class LostFileOnSqlite() : LostFileTests("sqlite", "samosachaat.db");

public sealed class LostFileOnLiteDb() : LostFileTests("litedb", "samosachaat.litedb");
