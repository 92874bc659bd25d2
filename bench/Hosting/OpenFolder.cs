using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Hosting;

/// <summary>A data folder opened in this process, as the program opens it: its store, and the key that signs its tokens.</summary>
internal sealed class OpenFolder : IDisposable
{
    private readonly DataFolder folder;
    private readonly Store store;
    private readonly SigningKeys keys;

    /// <param name="connectionString">The database, for an engine that needs one.</param>
    public OpenFolder(string path, string engine, string? connectionString = null)
    {
        var options = new StorageOptions { Engine = engine, Path = path, ConnectionString = connectionString };
        folder = new DataFolder(Options.Create(options));
        store = new Store(StorageRegistration.Open(options, folder, ChatSchema.Migrations));
        keys = KeyOpening.InFolder(folder);
        // A day: the tokens must outlast the run.
        Tokens = new AccessTokens(keys, Options.Create(new AuthOptions { AccessTokenLifetime = TimeSpan.FromDays(1) }), TimeProvider.System);
    }

    public IStore Store => store;

    public AccessTokens Tokens { get; }

    public void Dispose()
    {
        store.Dispose();
        keys.Dispose();
        folder.Dispose();
    }
}
