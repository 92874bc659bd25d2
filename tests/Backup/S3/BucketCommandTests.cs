using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Backup.S3;

/// <summary>The commands with a bucket. They are the published program where there is one.</summary>
public abstract class BucketCommandTests(string engine) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string Data => Path.Combine(root, "data");

    private string Other => Path.Combine(root, "other");

    [Fact]
    public async Task A_backup_goes_to_the_bucket_and_comes_back_by_its_address()
    {
        await using var s3 = await S3Server.StartAsync();
        await FillAsync(conversations: 1);

        var (made, output, errors) = await RunAsync(s3.Settings, "backup", "--json", "--Storage:Path", Data);
        Assert.Equal((0, ""), (made, errors));
        var address = JsonElement.Parse(output).Text("file");
        Assert.StartsWith($"s3://{S3Server.Bucket}/chat/samosachaat-", address, StringComparison.Ordinal);

        var (missing, _, why) = await RunAsync(s3.Settings, "restore", $"{address}.not", "--Storage:Path", Other);
        var (wrong, _, said) = await RunAsync(S3Server.SettingsAt(s3.Url, key: "another"), "restore", address, "--Storage:Path", Other);
        var (nowhere, _, which) = await RunAsync([], "restore", address, "--Storage:Path", Other);
        Assert.Equal((1, 1, 1), (missing, wrong, nowhere));
        Assert.Contains("Backup:S3:Region is required", Assert.Single(which.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Single(why.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("refuses", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Other), entry => Path.GetFileName(entry) != "samosachaat.lock");

        var (restored, _, failure) = await RunAsync(s3.Settings, "restore", address, "--Storage:Path", Other);
        var (listed, users, _) = await RunAsync([], "user", "list", "--Storage:Path", Other);
        Assert.Equal((0, "", 0), (restored, failure, listed));
        Assert.Contains("@example.com", users, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_backup_removes_what_a_killed_one_has_left()
    {
        await using var s3 = await S3Server.StartAsync();
        // More than one part.
        await FillAsync(conversations: 1_000);
        await using var line = new BreakingLine(s3.Url, stalls: true, Shared.Backup.S3.ObjectUpload.PartSize + 100_000);

        await using (var killed = ServerProcess.Launch(["backup", "--Storage:Path", Data, "--Storage:Engine", engine], S3Server.SettingsAt(line.Address)))
        {
            await Task.WhenAny(line.Reached, killed.ExitCodeAsync()).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
            Assert.False(killed.HasEnded, string.Join('\n', killed.Errors));
            await killed.KillAsync();
        }

        Assert.Equal((0, 1), (s3.Objects.Length, s3.Uploads));
        var (made, _, errors) = await RunAsync(s3.Settings, "backup", "--Storage:Path", Data);
        Assert.Equal((0, ""), (made, errors));
        Assert.Equal((2, 0), (s3.Objects.Length, s3.Uploads));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Data, "samosachaat.backups")));
    }

    [Fact]
    public async Task Without_a_bucket_the_library_for_it_is_not_loaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        await using var server = await ServerProcess.StartBuiltAsync(engine, ("Storage:Path", Data), ("Backup:Every", "1.00:00:00"));
        await server.SaysAsync(line => line.Contains("\"event_id\":2321", StringComparison.Ordinal));

        var loaded = await File.ReadAllTextAsync($"/proc/{server.Id}/maps", TestContext.Current.CancellationToken);

        Assert.Contains("samosachaat.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("AWSSDK", loaded, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task FillAsync(int conversations)
    {
        await using var server = new OwnServer(engine, ("Storage:Path", Data));
        await LargeStore.FillAsync(server.Services.GetRequiredService<IStore>(), conversations);
    }

    /// <summary>Gives the settings by the environment, as secrets are given.</summary>
    private async Task<(int Code, string Output, string Errors)> RunAsync((string Key, string Value)[] settings, params string[] arguments)
    {
        await using var program = ServerProcess.Launch([.. arguments, "--Storage:Engine", engine], settings);
        var code = await program.ExitCodeAsync();
        return (code, string.Join('\n', program.Output), string.Join('\n', program.Errors));
    }
}

public sealed class BucketCommandOnSqlite() : BucketCommandTests("sqlite");

public sealed class BucketCommandOnLiteDb() : BucketCommandTests("litedb");
