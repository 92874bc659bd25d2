using System.Text.Json;
using SamosaChaat.Tests.Cli;

namespace SamosaChaat.Tests.Audit;

/// <summary>The log is listed and verified from the command line, on a stopped server and beside a running one.</summary>
public abstract class AuditCommandTests(string engine) : IDisposable
{
    private const string Email = "asha@example.com";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    protected abstract bool TakesGuests { get; }

    [Fact]
    public async Task What_the_operator_does_is_listed_and_the_chain_is_verified()
    {
        await RunAsync("user", "add", Email, "--role", "admin");
        await RunAsync("user", "add", "maya@example.com");
        await RunAsync("user", "disable", "maya@example.com");
        await RunAsync("user", "role", "maya@example.com", "admin");
        await RunAsync("user", "reset-password", "maya@example.com");
        var (quota, said, _) = await RunAsync("user", "quota", Email, "--turns", "2000");
        await RunAsync("token", "--user", Email);

        var (listed, list, _) = await RunAsync("audit", "list", "--json");
        var (verified, report, _) = await RunAsync("audit", "verify", "--json");

        Assert.Equal((0, 0, 0), (quota, listed, verified));
        Assert.Equal($"{Email}: 2,000 turns and the settings' tokens a day.", said);
        var entries = list.Split('\n').Select(line => JsonElement.Parse(line)).Reverse().ToArray();
        Assert.Equal(
            ["account_created", "account_created", "account_disabled", "role_changed", "password_changed", "quota_changed", "signed_in"],
            entries.Select(entry => entry.Text("kind")));
        Assert.Each(entries, entry => Assert.Equal("operator", entry.Text("source")));
        var head = JsonElement.Parse(report).Text("head");
        Assert.Equal(entries[^1].Text("hash"), head);
        Assert.Equal(0, (await RunAsync("audit", "verify", "--head", head)).Code);
        var (cut, _, reason) = await RunAsync("audit", "verify", "--head", new string('a', 64));
        Assert.Equal(1, cut);
        Assert.Contains("No entry has the given hash", reason, StringComparison.Ordinal);
        var (_, two, _) = await RunAsync("audit", "list", "--limit", "1", "--kind", "account_created");
        Assert.Contains("  account_created  ", Assert.Single(two.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_server_it_works_where_the_engine_lets_it()
    {
        await RunAsync("user", "add", Email);
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder));
        using var login = await server.Http.PostAsync("/auth/login", new { email = Email, password = TestUser.Password });
        Assert.Equal(200, (int)login.StatusCode);

        var (code, said, refusal) = await RunAsync("audit", "verify");

        Assert.Equal(TakesGuests ? 0 : 1, code);
        if (TakesGuests) Assert.StartsWith("2 entries are as they were written. The newest is entry 2, with the hash ", said, StringComparison.Ordinal);
        else Assert.Contains("LiteDB allows one process at a time", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "--head", "abc")]
    [InlineData("list", "--limit", "0")]
    [InlineData("list", "--kind", "secrets")]
    public async Task A_wrong_option_is_refused(params string[] arguments) => Assert.Equal(2, (await RunAsync(["audit", .. arguments])).Code);

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => Command.RunWithAsync(
        TestUser.Password,
        [.. arguments, .. StoreSettings.Complete(engine, [("Storage:Engine", engine), ("Storage:Path", folder)]).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })]);
}

public sealed class AuditCommandOnSqlite() : AuditCommandTests("sqlite")
{
    protected override bool TakesGuests => true;
}

public sealed class AuditCommandOnLiteDb() : AuditCommandTests("litedb")
{
    protected override bool TakesGuests => false;
}

public sealed class AuditCommandOnPostgres() : AuditCommandTests("postgres")
{
    protected override bool TakesGuests => true;
}
