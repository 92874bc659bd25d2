using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

/// <summary>A store is filled from the command line, and somebody is signed in from it: before a server runs, and beside it.</summary>
public abstract class SeedAndTokenTests(string engine) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    protected abstract bool TakesGuests { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_seeded_store_is_served_and_a_token_from_the_command_line_is_good_there()
    {
        var (seeded, output, _) = await RunAsync("seed", "--users", "2", "--conversations", "3", "--messages", "4", "--json");
        using var json = JsonDocument.Parse(output);
        var emails = json.RootElement.GetProperty("emails").EnumerateArray().Select(email => email.GetString()!).ToArray();
        var (again, _, refusal) = await RunAsync("seed", "--users", "2");
        var (added, _, _) = await RunAsync("seed", "--users", "1", "--conversations", "1", "--seed", "8", "--force");
        var (given, token, _) = await RunAsync("token", "--user", emails[0].ToUpperInvariant());
        var (unknown, _, nobody) = await RunAsync("token", "--user", "nobody@example.com");
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder));
        var (beside, besideJson, refused) = await RunAsync("token", "--user", emails[1], "--json", "--lifetime", "1h");
        using var client = server.Client(token);
        var conversations = await client.GetFromJsonAsync<JsonElement>("/conversations", Ct);
        using var login = await server.Http.PostAsJsonAsync("/auth/login", new { email = emails[0], password = json.RootElement.Text("password") }, Ct);

        Assert.Equal((0, 1, 0, 0, 1), (seeded, again, added, given, unknown));
        Assert.Contains("--force", Assert.Single(refusal.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("nobody@example.com", Assert.Single(nobody.Split('\n')), StringComparison.Ordinal);
        Assert.Equal((3, HttpStatusCode.OK), (conversations.GetArrayLength(), login.StatusCode));
        Assert.Equal(TakesGuests ? 0 : 1, beside);
        if (TakesGuests)
        {
            using var second = server.Client(JsonElement.Parse(besideJson).Text("access_token"));
            Assert.Equal(emails[1], (await second.GetFromJsonAsync<JsonElement>("/auth/me", Ct)).Text("email"));
        }
        else
        {
            Assert.Contains("LiteDB allows one process at a time", Assert.Single(refused.Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_there_is_no_store_none_is_made()
    {
        var (code, _, error) = await RunAsync("token", "--user", "somebody@example.com");

        Assert.Equal(1, code);
        Assert.Contains(folder, Assert.Single(error.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) =>
        Command.RunAsync([.. arguments, "--Storage:Engine", engine, "--Storage:Path", folder]);
}

public sealed class SeedAndTokenOnSqlite() : SeedAndTokenTests("sqlite")
{
    protected override bool TakesGuests => true;
}

public sealed class SeedAndTokenOnLiteDb() : SeedAndTokenTests("litedb")
{
    protected override bool TakesGuests => false;
}
