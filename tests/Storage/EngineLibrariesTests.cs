using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

/// <summary>A server loads the library of its own engine only. The others would be memory that nothing uses.</summary>
public sealed class EngineLibrariesTests : IDisposable
{
    private static readonly Dictionary<string, string> Libraries = new()
    {
        [StorageOptions.Sqlite] = "/Microsoft.Data.Sqlite.dll",
        [StorageOptions.LiteDb] = "/LiteDB.dll",
        [StorageOptions.Postgres] = "/Npgsql.dll",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    [InlineData(StorageOptions.Postgres)]
    public async Task No_other_engines_library_is_loaded(string engine)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        await using var server = await ServerProcess.StartBuiltAsync(engine, ("Storage:Path", folder));
        using var user = await TestUser.RegisterAsync(server.Client());
        var chat = new ChatClient(user.Http);
        var conversation = (await chat.CreateAsync("Samosas"))!.Value.Id();
        var answered = false;
        await chat.AskAsync(conversation, Guid.CreateVersion7(), "How do I fold them?", _ => answered = true);
        Assert.True(answered);

        var loaded = await File.ReadAllTextAsync($"/proc/{server.Id}/maps", TestContext.Current.CancellationToken);

        Assert.Equal([engine], Libraries.Keys.Where(each => loaded.Contains(Libraries[each], StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
