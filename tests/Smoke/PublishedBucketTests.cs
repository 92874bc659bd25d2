using System.Text.Json;
using SamosaChaat.Tests.Backup.S3;

namespace SamosaChaat.Tests.Smoke;

/// <summary>Backups in a bucket with the published program, of whose library for S3 only what seems to be used is left.</summary>
public abstract class PublishedBucketTests(string engine) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string Data => Path.Combine(root, "data");

    private string Other => Path.Combine(root, "other");

    [Theory]
    [InlineData("Backup:S3:AccessKey", "Backup:S3:SecretKey")]
    // The library finds these by itself.
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    public async Task A_server_makes_a_backup_when_it_is_due_and_a_command_restores_it(string key, string secret)
    {
        await using var s3 = await S3Server.StartAsync();
        (string Key, string Value)[] settings =
        [
            .. s3.Settings.Where(setting => !setting.Key.EndsWith("Key", StringComparison.Ordinal)), (key, S3Server.Key), (secret, S3Server.Secret),
        ];
        await using (var server = Launch(["--urls", "http://127.0.0.1:0", "--Storage:Path", Data, "--Backup:Every", "1.00:00:00"], settings))
        {
            await server.ListensAsync();
            await server.SaysAsync(line => line.Contains("\"event_id\":2321", StringComparison.Ordinal));
            Assert.Equal(0, await server.TerminateAsync());
        }

        var name = s3.Objects[0];
        await using var doctor = Launch(["doctor", "--quick", "--Storage:Path", Data], settings);
        await doctor.ExitCodeAsync();
        Assert.Contains(doctor.Output, line => line.Contains($"the bucket '{S3Server.Bucket}' can be read", StringComparison.Ordinal));
        await using var restore = Launch(["restore", "--json", $"s3://{S3Server.Bucket}/{name}", "--Storage:Path", Other], settings);
        Assert.True(await restore.ExitCodeAsync() == 0, string.Join('\n', restore.Errors));

        Assert.Equal(Other, JsonElement.Parse(string.Join('\n', restore.Output)).Text("folder"));
        await using var restored = Launch(["--urls", "http://127.0.0.1:0", "--Storage:Path", Other]);
        await restored.ListensAsync();
        using var health = await restored.Http.FetchAsync("/health");
        Assert.True(health.IsSuccessStatusCode);
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    private ServerProcess Launch(string[] arguments, params (string Key, string Value)[] settings) =>
        ServerProcess.Launch(ProgramFile.OrSkip(), [.. arguments, "--Storage:Engine", engine], settings);
}

public sealed class PublishedBucketOnSqlite() : PublishedBucketTests("sqlite");

public sealed class PublishedBucketOnLiteDb() : PublishedBucketTests("litedb");
