using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

/// <summary>Accounts are managed from the command line, before a server runs and beside it.</summary>
public abstract class UserCommandTests(string engine) : IDisposable
{
    private const string Email = "asha@example.com";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    protected abstract bool TakesGuests { get; }

    [Fact]
    public async Task Accounts_are_added_listed_changed_and_get_a_new_password()
    {
        var (added, said, _) = await RunAsync(TestUser.Password, "add", Email, "--role", "admin", "--name", "Asha");
        var (again, _, taken) = await RunAsync(TestUser.Password, "add", Email.ToUpperInvariant());
        var (weak, _, rule) = await RunAsync("password", "add", "maya@example.com");
        var (empty, _, none) = await RunAsync("", "add", "maya@example.com");
        var (last, _, refusal) = await RunAsync("", "disable", Email);
        await RunAsync(TestUser.Password, "add", "maya@example.com");
        var (promoted, _, _) = await RunAsync("", "role", "maya@example.com", "admin");
        var (disabled, _, _) = await RunAsync("", "disable", Email);
        var (enabled, _, _) = await RunAsync("", "enable", Email);
        var (reset, _, _) = await RunAsync("another password of hers", "reset-password", Email);
        var (unknown, _, missing) = await RunAsync("", "role", "nobody@example.com", "admin");
        var (listed, list, _) = await RunAsync("", "list", "--json");

        Assert.Equal((0, 1, 1, 1, 1), (added, again, weak, empty, last));
        Assert.Equal((0, 0, 0, 0, 1, 0), (promoted, disabled, enabled, reset, unknown, listed));
        Assert.Equal($"Added {Email} (admin).", said);
        Assert.Contains(Email, taken, StringComparison.Ordinal);
        Assert.Contains("most common passwords", rule, StringComparison.Ordinal);
        Assert.Contains("Standard input has no password", none, StringComparison.Ordinal);
        Assert.Contains("last administrator", refusal, StringComparison.Ordinal);
        Assert.Contains("nobody@example.com", missing, StringComparison.Ordinal);
        Assert.Equal(
            [(Email, "admin"), ("maya@example.com", "admin")],
            list.Split('\n').Select(line => JsonElement.Parse(line)).Select(user => (user.Text("email"), user.Text("role"))));
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder), ("Auth:Registration", "first"));
        using var old = await server.Http.PostAsync("/auth/login", new { email = Email, password = TestUser.Password });
        using var login = await server.Http.PostAsync("/auth/login", new { email = Email, password = "another password of hers" });
        Assert.Equal((401, 200), ((int)old.StatusCode, (int)login.StatusCode));
    }

    [Fact]
    public async Task Beside_a_server_it_works_where_the_engine_lets_it()
    {
        await RunAsync(TestUser.Password, "add", Email);
        await using var server = await ServerProcess.StartAsync(engine, ("Storage:Path", folder));

        var (disabled, _, refusal) = await RunAsync("", "disable", Email);

        Assert.Equal(TakesGuests ? 0 : 1, disabled);
        if (!TakesGuests) Assert.Contains("LiteDB allows one process at a time", refusal, StringComparison.Ordinal);
        using var login = await server.Http.PostAsync("/auth/login", new { email = Email, password = TestUser.Password });
        Assert.Equal(TakesGuests ? 403 : 200, (int)login.StatusCode);
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(string input, params string[] arguments) =>
        Command.RunWithAsync(input, ["user", .. arguments, .. StoreSettings.Complete(engine, [("Storage:Engine", engine), ("Storage:Path", folder)])
            .SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })]);
}

public sealed class UserCommandOnSqlite() : UserCommandTests("sqlite")
{
    protected override bool TakesGuests => true;
}

public sealed class UserCommandOnLiteDb() : UserCommandTests("litedb")
{
    protected override bool TakesGuests => false;
}

public sealed class UserCommandOnPostgres() : UserCommandTests("postgres")
{
    protected override bool TakesGuests => true;
}
