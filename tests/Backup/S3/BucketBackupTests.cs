using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Backup.S3;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Backup.S3;

/// <summary>Backups of a server that go to a bucket, and what they are worth afterwards.</summary>
public abstract class BucketBackupTests(string engine) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string Data => Path.Combine(root, "data");

    private string Other => Path.Combine(root, "other");

    [Fact]
    public async Task A_server_starts_on_what_was_restored_from_the_bucket_and_has_every_row()
    {
        await using var s3 = await S3Server.StartAsync();
        string token, made, before;
        await using (var server = Start(s3))
        {
            using var admin = await server.NewAdminAsync();
            token = admin.AccessToken;
            var conversation = (await admin.CreateConversationAsync()).Id();
            await admin.SendAndWaitAsync(conversation, "How long does it rest?");
            before = (await admin.GetAsync($"/conversations/{conversation}/messages")).GetRawText();

            made = await admin.BackUpAsync();

            Assert.Equal([made], await admin.ListBackupsAsync());
            // The folder was only for the work.
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Data, "samosachaat.backups")));
            Restore(s3, made);
            Assert.Equal(before, await MessagesAsync(admin.Http, conversation));
        }

        await using var restored = new OwnServer(engine, ("Storage:Path", Other));
        using var http = restored.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var list = await http.FetchAsync("/conversations");
        var id = Assert.Single((await list.JsonAsync()).EnumerateArray()).Id();
        Assert.Equal(before, await MessagesAsync(http, id));
    }

    [Fact]
    public async Task Only_the_newest_backups_of_the_store_are_kept_and_nothing_else_is_touched()
    {
        await using var s3 = await S3Server.StartAsync();
        await using var server = Start(s3, ("Backup:Keep", "2"));
        await using var neighbour = new OwnServer(engine, [("Storage:Path", Other), .. s3.Settings]);
        using var admin = await server.NewAdminAsync();
        using var other = await neighbour.NewAdminAsync();
        var id = server.Services.GetRequiredService<Store>().Engine.StoreId;
        // Some of them would be the oldest backup, if their names were not read closely.
        string[] foreign = [$"chat/samosachaat-{id}-notes.zip", $"chat/samosachaat-{id}-20000101T000000.000000Z.zip.txt", "chat/readme.txt", $"samosachaat-{id}-20000101T000000.000000Z.zip"];
        foreach (var key in foreign) await s3.PutAsync(key, "of somebody else");
        var theirs = await other.BackUpAsync();

        string[] made = [await admin.BackUpAsync(), await admin.BackUpAsync(), await admin.BackUpAsync()];

        Assert.Equal([made[2], made[1]], await admin.ListBackupsAsync());
        Assert.Equal([theirs], await other.ListBackupsAsync());
        string[] kept = [made[2], made[1], theirs];
        Assert.Equal(kept.SelectMany(name => new[] { $"chat/{name}", $"chat/{name}.json" }).Concat(foreign).Order(StringComparer.Ordinal), s3.Objects);
    }

    [Fact]
    public async Task What_is_not_whole_does_not_count_and_is_not_restored()
    {
        await using var s3 = await S3Server.StartAsync();
        string[] made;
        await using (var server = Start(s3))
        {
            using var admin = await server.NewAdminAsync();
            made = [await admin.BackUpAsync(), await admin.BackUpAsync(), await admin.BackUpAsync(), await admin.BackUpAsync()];
            // One is shortened, one has no entry yet, and the entry of one is no entry.
            var whole = await File.ReadAllBytesAsync(s3.FileOf($"chat/{made[0]}"), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(s3.FileOf($"chat/{made[0]}"), whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
            File.Delete(s3.FileOf($"chat/{made[1]}.json"));
            await s3.PutAsync($"chat/{made[2]}.json", "{ \"size\": 1");

            Assert.Equal([made[3]], await admin.ListBackupsAsync());
        }

        await using (var server = new OwnServer(engine, ("Storage:Path", Other)))
        {
            using var user = await server.NewUserAsync();
        }

        var old = Backups.FilesIn(Other);
        Refuses(made[0], "hash");
        // The server, too, takes it for what was uploaded.
        File.Delete($"{s3.FileOf($"chat/{made[0]}")}.md5");
        Refuses(made[0], "no whole backup");
        Refuses("nothing.zip", "does not exist");

        void Refuses(string name, string why)
        {
            var failure = Assert.Throws<BackupFailedException>(() => Restore(s3, name));
            Assert.Contains($"s3://{S3Server.Bucket}/chat/{name}", failure.Message, StringComparison.Ordinal);
            Assert.Contains(why, failure.Message, StringComparison.Ordinal);
            Assert.Equal(old, Backups.FilesIn(Other));
            Assert.Empty(Directory.GetDirectories(Other));
        }
    }

    [Fact]
    public async Task A_server_makes_one_by_itself_when_it_is_due_and_waits_when_the_bucket_has_one()
    {
        await using var s3 = await S3Server.StartAsync();
        await using (var first = Start(s3, ("Backup:Every", "1.00:00:00")))
        {
            using var admin = await first.NewAdminAsync();
            using var patience = new CancellationTokenSource(Patience.Limit);
            while ((await admin.ListBackupsAsync()).Length == 0) patience.Token.ThrowIfCancellationRequested();
        }

        var clock = new StandingClock();
        await using var second = new OwnServer(
            engine, clock.PutInPlace, [("Storage:Path", Data), ("Backup:Every", "1.00:00:00"), .. s3.Settings]);
        var at = await second.Services.GetRequiredService<LastBackup>().FindAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(at);
        // A delay has whole milliseconds.
        var wait = TimeSpan.FromMilliseconds((long)(at.Value + TimeSpan.FromDays(1) - clock.Now()).TotalMilliseconds);
        await clock.WaitsAsync(wait, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    private OwnServer Start(S3Server s3, params (string Key, string Value)[] settings) =>
        new(engine, [("Storage:Path", Data), .. s3.Settings, .. settings]);

    private void Restore(S3Server s3, string name)
    {
        var address = new S3Address(S3Server.Bucket, $"chat/{name}");
        using var bucket = new S3Bucket(S3Server.OptionsAt(s3.Url), address.Bucket);
        Backups.Restore(engine, Other, $"{address}", copy =>
        {
            using var file = File.Create(copy);
            ObjectDownload.RunAsync(bucket, address.Key, file, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        });
    }

    private static async Task<string> MessagesAsync(HttpClient http, Guid conversation)
    {
        using var response = await http.FetchAsync($"/conversations/{conversation}/messages");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.JsonAsync()).GetRawText();
    }
}

public sealed class BucketBackupOnSqlite() : BucketBackupTests("sqlite");

public sealed class BucketBackupOnLiteDb() : BucketBackupTests("litedb");
