using BenchmarkDotNet.Attributes;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Rows;
using SamosaChaat.Bench.Seeding;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Parts;

/// <summary>One message through the queue of an open store, nobody else writing: to the writer's thread, a commit, and back.</summary>
public class WriteOneRow : IDisposable
{
    private string path = "";
    private OpenFolder? folder;
    private Guid conversation;
    private int sequence;

    [Params(StorageOptions.Sqlite, StorageOptions.LiteDb)]
    public string Engine { get; set; } = "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        path = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        conversation = (await Account.SeedAsync(new(path, Engine), 1))[0].ConversationId;
        folder = new OpenFolder(path, Engine);
    }

    [Benchmark(Description = "store a message")]
    public async Task<bool> WriteAsync() => await folder!.Store.WriteAsync(new AddMessage(History.NewMessage(conversation, sequence++)), default);

    [GlobalCleanup]
    public void Dispose()
    {
        folder!.Dispose();
        GC.SuppressFinalize(this);
        Directory.Delete(path, recursive: true);
    }
}
