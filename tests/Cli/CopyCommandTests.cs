using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Cli;

/// <summary>A store is copied from the command line, and a server goes on with the copy.</summary>
public sealed class CopyCommandTests : IDisposable
{
    private const string Seed = "--users 2 --conversations 3 --messages 4 --password long-enough --json";

    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string A => Path.Combine(root, "a");

    private string B => Path.Combine(root, "b");

    [Fact]
    public async Task A_server_goes_on_with_the_copy_and_its_tokens_stay_valid()
    {
        var (email, token) = await FillAsync(A);

        var (code, output, errors) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"litedb:{B}", "--json");
        var (again, _, refusal) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"litedb:{B}");
        var (equal, said, _) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"litedb:{B}", "--compare");
        await using var server = await ServerProcess.StartAsync("litedb", ("Storage:Path", B));
        using var client = server.Client(token);
        var conversations = await client.GetFromJsonAsync<JsonElement>("/conversations", Ct);
        using var login = await server.Http.PostAsJsonAsync("/auth/login", new { email, password = "long-enough" }, Ct);

        Assert.Equal((0, "", 1, 0), (code, errors, again, equal));
        var json = JsonElement.Parse(output);
        var tables = json.GetProperty("tables");
        Assert.Equal(($"sqlite:{A}", $"litedb:{B}", true), (json.Text("from"), json.Text("to"), json.GetProperty("equal").GetBoolean()));
        Assert.Equal((2, 1, 6), (Rows(tables, "users"), Rows(tables, "sessions"), Rows(tables, "conversations")));
        Assert.Contains("not empty", Assert.Single(refusal.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("conversations: 6 equal\n", said, StringComparison.Ordinal);
        Assert.Equal((3, HttpStatusCode.OK), (conversations.GetArrayLength(), login.StatusCode));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(B, "signing-key.pem")));
    }

    [Fact]
    public async Task The_first_difference_is_told()
    {
        await FillAsync(A);
        await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"sqlite:{B}");
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(B, "samosachaat.db")};Pooling=False"))
        {
            connection.Open();
            using var damage = connection.CreateCommand();
            damage.CommandText = "UPDATE messages SET token_count = token_count + 1";
            damage.ExecuteNonQuery();
        }

        var (code, _, errors) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"sqlite:{B}", "--compare");
        var (alsoCode, output, _) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"sqlite:{B}", "--compare", "--json");

        Assert.Equal((1, 1), (code, alsoCode));
        Assert.Matches("messages [0-9a-f-]{36}/0 differs", Assert.Single(errors.Split('\n')));
        Assert.Matches("^messages [0-9a-f-]{36}/0 differs", JsonElement.Parse(output).Text("difference"));
    }

    [Fact]
    public async Task The_engines_of_one_folder_are_copied_and_share_its_key()
    {
        await FillAsync(A);
        var key = await File.ReadAllTextAsync(Path.Combine(A, "signing-key.pem"), Ct);

        var (code, output, _) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"litedb:{A}");
        var (same, _, refusal) = await Command.RunAsync("copy", "--from", $"litedb:{A}", "--to", $"litedb:{A}/");

        Assert.Equal((0, 1), (code, same));
        Assert.Contains("same signing key", output, StringComparison.Ordinal);
        Assert.Contains("the same store", refusal, StringComparison.Ordinal);
        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(A, "signing-key.pem"), Ct));
    }

    [Fact]
    public async Task Wrong_sides_are_refused_and_nothing_is_made()
    {
        var (missing, _, why) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"litedb:{B}");
        Assert.False(Directory.Exists(A) || Directory.Exists(B));
        await FillAsync(A);
        Directory.CreateDirectory(B);
        await File.WriteAllTextAsync(Path.Combine(B, "signing-key.pem"), "another", Ct);
        var (other, _, whose) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"litedb:{B}");
        Assert.Equal(["signing-key.pem"], Directory.GetFileSystemEntries(B).Select(Path.GetFileName));
        var (wrong, _, text) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", "postgres:Hos=x");

        Assert.Equal((1, 1, 1), (missing, other, wrong));
        Assert.Contains("has no sqlite store", Assert.Single(why.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("another signing key", Assert.Single(whose.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("ConnectionString", Assert.Single(text.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_server_keeps_its_folder_on_either_side()
    {
        await FillAsync(A);
        await using var server = await ServerProcess.StartAsync("sqlite", ("Storage:Path", A));

        var (source, _, first) = await Command.RunAsync("copy", "--from", $"sqlite:{A}", "--to", $"sqlite:{B}");
        await Command.RunAsync("seed", "--users", "1", "--Storage:Path", B);
        var (target, _, second) = await Command.RunAsync("copy", "--from", $"sqlite:{B}", "--to", $"litedb:{A}");

        Assert.Equal((1, 1), (source, target));
        Assert.Each(new[] { first, second }, refusal => Assert.Contains("another samosachaat may be using it", Assert.Single(refusal.Split('\n')), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("litedb")]
    [InlineData("postgres")]
    public async Task No_server_starts_on_half_a_copy(string engine)
    {
        using var half = new TempStore(engine);
        using (var empty = new TempStore("sqlite")) await new StoreCopy(empty, half).BeginAsync(Ct);
        half.Release();

        await using var server = ServerProcess.Launch([], [("urls", "http://127.0.0.1:0"), .. StoreSettings.Of(engine, half.Root)]);

        Assert.Contains("interrupted", await server.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_is_killed_starts_again()
    {
        await FillAsync(A);
        using var target = new TempStore("postgres");
        var file = Path.Combine(root, "connection");
        await File.WriteAllTextAsync(file, PostgresProcess.ConnectionString(target.Root), Ct);
        string[] copy = ["copy", "--from", $"sqlite:{A}", "--to", $"postgres:@{file}"];
        await using var connection = new NpgsqlConnection(PostgresProcess.ConnectionString(target.Root));
        await connection.OpenAsync(Ct);
        // The lock lets the copy look at the table, and holds it before its first message.
        await using (var transaction = await connection.BeginTransactionAsync(Ct))
        {
            await ExecuteAsync("LOCK TABLE messages IN SHARE MODE");
            await using var program = ServerProcess.Launch(copy);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            patience.CancelAfter(Patience.Limit);
            while (await ExecuteAsync("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'messages'::regclass") is 0L) patience.Token.ThrowIfCancellationRequested();
            await program.KillAsync();
            await transaction.RollbackAsync(Ct);
        }

        var (code, output, _) = await Command.RunAsync(copy);

        Assert.Equal(0, code);
        Assert.Contains("interrupted", output, StringComparison.Ordinal);
        Assert.Contains("users: 2 equal\n", output, StringComparison.Ordinal);
        Assert.Contains($"Copy {Path.Combine(A, "signing-key.pem")} to the folder Storage:Path", output, StringComparison.Ordinal);

        async Task<object?> ExecuteAsync(string text)
        {
            await using var command = new NpgsqlCommand(text, connection);
            return await command.ExecuteScalarAsync(Ct);
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>Makes a store with two users, one session and a key.</summary>
    /// <returns>The first user, and a token of that user.</returns>
    private static async Task<(string Email, string Token)> FillAsync(string folder)
    {
        var (_, output, _) = await Command.RunAsync(["seed", .. Seed.Split(' '), "--Storage:Path", folder]);
        var email = JsonElement.Parse(output).GetProperty("emails")[0].GetString()!;
        var (_, token, _) = await Command.RunAsync("token", "--user", email, "--Storage:Path", folder);
        return (email, token);
    }

    private static int Rows(JsonElement tables, string name) => tables.GetProperty(name).GetInt32();
}
