using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Backup;

/// <summary>Backups of a server that people use, and what they are worth afterwards.</summary>
public abstract class BackupTests(string engine) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string Data => Path.Combine(root, "data");

    private string Other => Path.Combine(root, "other");

    private string Folder => Path.Combine(root, "backups");

    [Fact]
    public async Task A_backup_under_writes_has_all_that_was_acknowledged_before_and_a_server_starts_on_it()
    {
        string token;
        var acknowledged = new ConcurrentBag<Guid>();
        Guid[] before;
        await using (var server = Start(Data))
        {
            using var admin = await server.NewAdminAsync();
            token = admin.AccessToken;
            using var enough = new CancellationTokenSource();
            for (var i = 0; i < 20; i++) acknowledged.Add(await WriteOneAsync(admin.Http));
            var writers = Enumerable.Range(0, 4).Select(_ => WriteAsync(admin, acknowledged, enough.Token)).ToArray();
            before = [.. acknowledged];

            var made = await admin.BackUpAsync();

            await enough.CancelAsync();
            await Task.WhenAll(writers);
            Assert.Equal([made], await admin.ListBackupsAsync());
            Restore(Path.Combine(Folder, made), Other);
        }

        // The keys are in it, so that nobody has to sign in again.
        await using var restored = Start(Other);
        using var http = restored.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        foreach (var id in before)
        {
            using var response = await http.FetchAsync($"/conversations/{id}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await WriteOneAsync(http);
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_a_good_one_keeps_what_was_there()
    {
        string file;
        await using (var server = Start(Data))
        {
            using var admin = await server.NewAdminAsync();
            file = Path.Combine(Folder, await admin.BackUpAsync());
        }

        await using (var server = Start(Other))
        {
            using var user = await server.NewUserAsync();
        }

        var old = Backups.FilesIn(Other);
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        // A byte by itself may have no meaning, such as the time of a file.
        foreach (var place in new[] { 200, whole.Length / 2, whole.Length - 230 })
        {
            var damaged = (byte[])whole.Clone();
            for (var i = place; i < place + 200; i++) damaged[i] ^= 0x55;
            Refuses(damaged);
        }

        Refuses(whole[..(whole.Length / 2)]);
        Refuses([]);

        var before = Restore(file, Other);

        Assert.NotNull(before);
        Assert.Each(old.Keys, name => Assert.Equal(old[name], File.ReadAllBytes(Path.Combine(before, name))));
        await using var restored = Start(Other);
        using var http = restored.Anonymous();
        using var health = await http.FetchAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        void Refuses(byte[] content)
        {
            var copy = Path.Combine(root, "damaged.zip");
            File.WriteAllBytes(copy, content);
            Assert.Throws<BackupFailedException>(() => Restore(copy, Other));
            Assert.Equal(old, Backups.FilesIn(Other));
            Assert.Empty(Directory.GetDirectories(Other));
        }
    }

    [Fact]
    public async Task A_full_disk_leaves_nothing_that_looks_good_and_only_the_newest_are_kept()
    {
        await using var disk = await SmallDisk.MountAsync();
        var folder = disk.Folder("backups");
        await using var server = new OwnServer(engine, ("Storage:Path", Data), ("Backup:Folder", folder), ("Backup:Keep", "2"));
        using var admin = await server.NewAdminAsync();
        var first = await admin.BackUpAsync();

        disk.Fill();
        using var failed = await admin.Http.PostAsync("/admin/backups", body: null);
        Assert.Equal(HttpStatusCode.InsufficientStorage, failed.StatusCode);
        Assert.Equal([first], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));

        disk.Free();
        string[] later = [await admin.BackUpAsync(), await admin.BackUpAsync()];
        Assert.Equal(later.Reverse(), await admin.ListBackupsAsync());
        Assert.Equal(later, Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_restore_without_room_changes_nothing_and_works_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 64);
        var target = disk.Folder("target");
        string file;
        await using (var server = Start(Data))
        {
            using var admin = await server.NewAdminAsync();
            await LargeStore.FillAsync(server.Services.GetRequiredService<IStore>(), conversations: 200);
            file = Path.Combine(Folder, await admin.BackUpAsync());
        }

        await using (var server = Start(target))
        {
            using var user = await server.NewUserAsync();
        }

        var old = Backups.FilesIn(target);
        disk.Fill(but: 1 << 20);
        Assert.True(Assert.Throws<BackupFailedException>(() => Restore(file, target)).IsFull);
        Assert.Equal(old, Backups.FilesIn(target));
        Assert.Empty(Directory.GetDirectories(target));
        disk.Free();

        Assert.NotNull(Restore(file, target));
    }

    [Fact]
    public async Task A_server_makes_one_by_itself_when_it_is_due()
    {
        await using var server = new OwnServer(engine, ("Storage:Path", Data), ("Backup:Folder", Folder), ("Backup:Every", "1.00:00:00"));
        using var admin = await server.NewAdminAsync();
        using var patience = new CancellationTokenSource(Patience.Limit);

        string[] found = [];
        for (; found.Length == 0; patience.Token.ThrowIfCancellationRequested()) found = await admin.ListBackupsAsync();

        Assert.Single(found);
    }

    [Fact]
    public async Task The_health_tells_administrators_of_the_newest_one_and_nobody_else()
    {
        await using var server = Start(Data);
        using var admin = await server.NewAdminAsync();
        using var user = await server.NewUserAsync();
        using var anybody = server.Anonymous();
        Assert.False((await admin.GetAsync("/health")).TryGetProperty("last_backup_at", out _));

        await admin.BackUpAsync();

        var made = (await admin.GetAsync("/admin/backups"))[0].GetProperty("created_at").GetDateTime();
        Assert.Equal(made, (await admin.GetAsync("/health")).GetProperty("last_backup_at").GetDateTime());
        Assert.False((await user.GetAsync("/health")).TryGetProperty("last_backup_at", out _));
        using var told = await anybody.FetchAsync("/health");
        Assert.False((await told.JsonAsync()).TryGetProperty("last_backup_at", out _));
    }

    [Fact]
    public async Task The_health_learns_of_one_that_another_process_has_made()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = new OwnServer(
            engine, services => services.AddSingleton<TimeProvider>(clock), ("Storage:Path", Data), ("Backup:Folder", Folder));
        using var admin = await server.NewAdminAsync();
        var file = Path.Combine(Folder, await admin.BackUpAsync());
        File.Move(file, $"{file}.away");
        await LastBackupAsync(admin, clock, JsonValueKind.Undefined);

        File.Move($"{file}.away", file);

        await LastBackupAsync(admin, clock, JsonValueKind.String);
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks until the health knows it, or knows that there is none. It looks beside the requests.</summary>
    private static async Task LastBackupAsync(TestUser admin, FakeTimeProvider clock, JsonValueKind kind)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        clock.Advance(TimeSpan.FromMinutes(1));
        JsonElement at;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            (await admin.GetAsync("/health")).TryGetProperty("last_backup_at", out at);
        }
        while (at.ValueKind != kind);
    }

    private OwnServer Start(string folder) => new(engine, ("Storage:Path", folder), ("Backup:Folder", Folder));

    private string? Restore(string file, string folder) => Backups.Restore(engine, folder, file);

    private static async Task WriteAsync(TestUser user, ConcurrentBag<Guid> acknowledged, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested) acknowledged.Add(await WriteOneAsync(user.Http));
    }

    private static async Task<Guid> WriteOneAsync(HttpClient http)
    {
        using var response = await http.PostAsync("/conversations", new { title = "A conversation", model_tag = "demo" });
        response.EnsureSuccessStatusCode();
        return (await response.JsonAsync()).Id();
    }
}

public sealed class BackupOnSqlite() : BackupTests("sqlite");

public sealed class BackupOnLiteDb() : BackupTests("litedb");
