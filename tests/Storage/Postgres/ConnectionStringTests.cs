namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>A connection string that does not work stops the start, with one line that names the setting and no secret.</summary>
public sealed class ConnectionStringTests : IDisposable
{
    private const string Secret = "s3cr3t-of-the-test";
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Theory]
    [InlineData("Storage:ConnectionString")]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString=Host=localhost", "Storage:ConnectionStringFile=file")]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString=Hast=localhost;Password=" + Secret)]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString=Host=localhost;Timeout=soon;Password=" + Secret)]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString=Host=no-such-host.invalid;Password=" + Secret)]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString=Host=127.0.0.1;Port=1;Password=" + Secret)]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString=Host=127.0.0.1:1,127.0.0.1:2;Password=" + Secret)]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString=Database=x;Password=" + Secret)]
    [InlineData("Storage:ConnectionStringFile", "Storage:ConnectionStringFile=/no/such/file")]
    public async Task The_setting_is_named(string named, params string[] settings)
    {
        var line = await RefusalAsync(settings);

        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:ConnectionString")]
    [InlineData("Storage:ConnectionStringFile")]
    public async Task A_wrong_password_is_told_and_not_shown(string setting)
    {
        using var server = OwnPostgres.Start();
        server.Ask("CREATE ROLE guest LOGIN PASSWORD 'right'");
        server.PutFirstInAccessRules("host all guest 127.0.0.1/32 scram-sha-256");
        var connection = $"Host=127.0.0.1;Port={server.Port};Database=postgres;Username=guest;Password={Secret}";
        var file = Path.Combine(folder, "connection");
        await File.WriteAllTextAsync(file, connection, TestContext.Current.CancellationToken);

        var line = await RefusalAsync($"{setting}={(setting == "Storage:ConnectionString" ? connection : file)}");

        Assert.Contains("Storage:ConnectionString", line, StringComparison.Ordinal);
        Assert.Contains("password", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<string> RefusalAsync(params string[] settings) => ProgramInProcess.RefusalAsync(
    [
        ("urls", "http://127.0.0.1:0"),
        ("Storage:Path", folder),
        ("Storage:Engine", "postgres"),
        .. settings.Select(setting => setting.Split('=', 2)).Select(parts => (parts[0], parts[1])),
    ]);
}
