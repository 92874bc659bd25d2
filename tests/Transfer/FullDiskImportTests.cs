using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Cli;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Transfer;

/// <summary>The disk gets full in an import or an export. What was told to be stored stays, and the same goes on when there is room.</summary>
public abstract class FullDiskImportTests(string engine)
{
    private const int Conversations = 200;
    private const int Megabyte = 1 << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_imports_what_has_room_and_the_rest_later()
    {
        var (source, file) = await ExportAsync();
        source.Dispose();
        await using var small = await SmallStore.MakeAsync(engine, reserve: 12);
        await using var server = new OwnServer(engine, small.Settings);
        using var user = await server.NewUserAsync();
        // The first import may not be refused as a whole.
        small.Disk.Fill(but: 3 * Megabyte);

        var first = await ImportAsync(user, file);
        var stored = (await user.GetAsync("/conversations?limit=200")).GetArrayLength();
        small.Disk.Free();
        var second = await ImportAsync(user, file);

        Assert.InRange(first.Imported, 1, Conversations - 1);
        Assert.Contains("The rest was not imported: The disk of the store is full", first.Body, StringComparison.Ordinal);
        Assert.Equal(first.Imported, stored);
        Assert.Equal((Conversations - first.Imported, first.Imported), (second.Imported, second.Unchanged));
    }

    [Fact]
    public async Task The_commands_say_that_the_disk_is_full_and_work_when_there_is_room()
    {
        var (source, file) = await ExportAsync();
        await using var disk = await SmallDisk.MountAsync(megabytes: 64);
        var (target, from, to) = (disk.Folder("store"), Path.Combine(source.Root, "export.jsonl"), disk.Folder("again.jsonl"));
        await File.WriteAllBytesAsync(from, file, Ct);
        string[] settings = ["--Storage:Engine", engine, "--Storage:Path", target];
        await Command.RunWithAsync("long-enough-too\n", ["user", "add", "asha@example.com", .. settings]);
        string[] import = ["import", "--user", "asha@example.com", "--from", from, .. settings], export = ["export", "--user", "asha@example.com", "--to", to, .. settings];

        disk.Fill(but: 3 * Megabyte);
        var (full, said, _) = await Command.RunAsync(import);
        disk.Free();
        var (rest, also, errors) = await Command.RunAsync(import);
        disk.Fill(but: Megabyte);
        var (noRoom, _, why) = await Command.RunAsync(export);
        var left = Directory.GetFiles(Path.GetDirectoryName(to)!, "again*");
        disk.Free();
        var (exported, _, _) = await Command.RunAsync(export);
        source.Dispose();

        Assert.Equal((1, 0, 1, 0), (full, rest, noRoom, exported));
        Assert.Contains("The rest was not imported: The disk of the store is full", said, StringComparison.Ordinal);
        Assert.Equal("", errors);
        Assert.Contains(" 0 in conflict", also, StringComparison.Ordinal);
        Assert.Contains("samosachaat cannot export: ", Assert.Single(why.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(left);
    }

    private static async Task<(TempStore Source, byte[] File)> ExportAsync()
    {
        var source = new TempStore(StorageOptions.Sqlite);
        var user = await LargeStore.FillAsync(source, Conversations);
        return (source, await Files.ExportAsync(source, user.Id));
    }

    private static async Task<(int Imported, int Unchanged, string Body)> ImportAsync(TestUser user, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/import") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await user.Http.SendAsync(request, Ct);
        var body = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var summary = JsonElement.Parse(body.TrimEnd().Split('\n')[^1]).GetProperty("summary");
        return (summary.GetProperty("imported").GetInt32(), summary.GetProperty("unchanged").GetInt32(), body);
    }
}

public sealed class FullDiskImportOnSqlite() : FullDiskImportTests("sqlite");

public sealed class FullDiskImportOnLiteDb() : FullDiskImportTests("litedb");
