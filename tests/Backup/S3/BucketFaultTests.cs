using System.Net;
using System.Net.Sockets;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Tests.Backup.S3;

/// <summary>A bucket that cannot be used costs a backup, and never the server.</summary>
public abstract class BucketFaultTests(string engine) : IDisposable
{
    // s3rver knows keys by their names, and believes every signature.
    private const string WrongKey = "nobodyskey";
    private const string Secret = "a secret that is in no log";

    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Theory]
    [InlineData(WrongKey, S3Server.Bucket, "refuses")]
    [InlineData(S3Server.Key, "nobodys-bucket", "'nobodys-bucket' does not exist")]
    public async Task A_wrong_key_and_a_missing_bucket_are_one_sentence_without_the_secret(string key, string bucket, string said)
    {
        await using var s3 = await S3Server.StartAsync();
        await using var server = Start([.. S3Server.SettingsAt(s3.Url, key, bucket), ("Backup:S3:SecretKey", Secret)]);
        using var admin = await server.NewAdminAsync();

        Assert.Contains(said, await FailureAsync(admin, HttpMethod.Post), StringComparison.Ordinal);
        Assert.Contains(said, await FailureAsync(admin, HttpMethod.Get), StringComparison.Ordinal);

        Assert.Empty(s3.Objects);
        await ServesAsync(server);
        var failed = Assert.Single(server.Log.Entries, entry => entry.Event.Id == EventIds.BackupFailed);
        Assert.DoesNotContain(Secret, $"{failed.Message} {failed.Exception}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_delays_neither_the_start_nor_the_metrics_and_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        (string, string)[] settings = [("Telemetry:Metrics", "on"), ("Telemetry:MetricsUrl", "http://127.0.0.1:0"), ("Backup:Every", "1.00:00:00")];
        // Who waited for it would wait longer than the test.
        await using (var server = await ServerProcess.StartAsync(
            engine, [("Storage:Path", root), ("Backup:S3:Timeout", "01:00:00"), .. settings, .. S3Server.SettingsAt(url)]))
        {
            using var user = await TestUser.RegisterAsync(server.Http);
            await user.CreateConversationAsync();
            using var http = new HttpClient { Timeout = Patience.Limit };
            Assert.DoesNotContain(
                "samosachaat_backup_age_seconds{", await http.GetStringAsync(await server.MetricsAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await using var hasty = Start([("Backup:S3:Timeout", "00:00:01"), .. S3Server.SettingsAt(url)]);
        using var admin = await hasty.NewAdminAsync();
        Assert.Contains("took too long", await FailureAsync(admin, HttpMethod.Get), StringComparison.Ordinal);
        Assert.Contains("took too long", await FailureAsync(admin, HttpMethod.Post), StringComparison.Ordinal);
        await ServesAsync(hasty);
    }

    [Fact]
    public async Task A_line_that_breaks_leaves_the_earlier_backups_and_nothing_that_counts()
    {
        await using var s3 = await S3Server.StartAsync();
        await using var line = new BreakingLine(s3.Url, stalls: false);
        await using var server = Start([("Backup:S3:Timeout", "00:00:05"), .. S3Server.SettingsAt(line.Address)]);
        using var admin = await server.NewAdminAsync();
        var first = await admin.BackUpAsync();

        // The questions before an upload have some thousand bytes, and the backup more.
        line.BreakAfter(8_000);
        Assert.Contains("cannot be used", await FailureAsync(admin, HttpMethod.Post), StringComparison.Ordinal);
        await line.Reached.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        await ServesAsync(server);

        line.BreakAfter(long.MaxValue);
        Assert.Equal([first], await admin.ListBackupsAsync());
        var second = await admin.BackUpAsync();
        Assert.Equal([second, first], await admin.ListBackupsAsync());
        Assert.Equal(new[] { first, $"{first}.json", second, $"{second}.json" }.Select(name => $"chat/{name}"), s3.Objects);
    }

    [Fact]
    public async Task A_backup_counts_though_the_answer_to_its_last_request_is_lost()
    {
        await using var s3 = await S3Server.StartAsync();
        await using var line = new BreakingLine(s3.Url, stalls: false);
        await using var server = Start(S3Server.SettingsAt(line.Address));
        using var admin = await server.NewAdminAsync();
        line.LoseAnswersTo(@"PUT \S+\.zip ");
        Assert.Contains("cannot be used", await FailureAsync(admin, HttpMethod.Post), StringComparison.Ordinal);
        Assert.Empty(s3.Objects);

        line.LoseAnswersTo(@"PUT \S+\.zip\.json ");

        var made = await admin.BackUpAsync();
        Assert.Equal([made], await admin.ListBackupsAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(root, "samosachaat.backups")));
    }

    /// <summary>The library finds a role for which it needs another library, and says so by an exception of no special type.</summary>
    [Fact]
    public async Task Credentials_that_cannot_be_had_cost_a_backup_and_not_the_server()
    {
        (string, string)[] settings =
        [
            ("Backup:S3:Bucket", "backups"), ("Backup:S3:Region", "eu-central-1"), ("Backup:Every", "1.00:00:00"), ("Storage:Path", root),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", Path.Combine(root, "token")), ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/chat"),
        ];
        await using var server = await ServerProcess.StartAsync(engine, settings);

        var failed = await server.LogsAsync(EventIds.BackupFailed);

        Assert.Contains("S3 server (AWS) cannot be used", $"{failed}", StringComparison.Ordinal);
        using var user = await TestUser.RegisterAsync(server.Http);
        await user.CreateConversationAsync();
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task A_full_bucket_is_as_a_full_disk()
    {
        await using var full = new RawServer
        {
            Answer = new("HTTP/1.1 507 Insufficient Storage\r\nContent-Length: 56\r\nConnection: close\r\n\r\n<Error><Code>XMinioStorageFull</Code><Message/></Error>\n"),
        };
        await using var server = Start(S3Server.SettingsAt(new Uri($"http://127.0.0.1:{full.Port}")));
        using var admin = await server.NewAdminAsync();

        Assert.Contains("is full", await FailureAsync(admin, HttpMethod.Post, HttpStatusCode.InsufficientStorage), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    private OwnServer Start(params (string Key, string Value)[] settings) => new(engine, [("Storage:Path", root), .. settings]);

    private static async Task<string> FailureAsync(
        TestUser admin, HttpMethod method, HttpStatusCode status = HttpStatusCode.InternalServerError)
    {
        using var response = await admin.Http.RequestAsync(method, "/admin/backups");
        Assert.Equal(status, response.StatusCode);
        return (await response.JsonAsync()).Text("detail");
    }

    private static async Task ServesAsync(OwnServer server)
    {
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync();
    }
}

public sealed class BucketFaultOnSqlite() : BucketFaultTests("sqlite");

public sealed class BucketFaultOnLiteDb() : BucketFaultTests("litedb");
