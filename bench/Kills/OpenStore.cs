using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills;

/// <summary>A store that is opened to look at it. It gets no key, which a copy would take for that of another server.</summary>
internal sealed class OpenStore : IDisposable
{
    private readonly DataFolder folder;
    private readonly Store store;

    public OpenStore(StorageOptions options)
    {
        folder = new DataFolder(Options.Create(options));
        try
        {
            store = new Store(StorageRegistration.Open(options, folder, ChatSchema.Migrations));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public IStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }
}
