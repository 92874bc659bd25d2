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
        var auth = Options.Create(new AuthOptions { AccessTokenLifetime = TimeSpan.FromDays(1) });
        Tokens = new AccessTokens(keys, auth, TimeProvider.System);
        ExpiredTokens = new AccessTokens(keys, auth, new LastWeek());
    }

    public IStore Store => store;

    public AccessTokens Tokens { get; }

    /// <summary>Issues tokens that expired days ago.</summary>
    public AccessTokens ExpiredTokens { get; }

    public void Dispose()
    {
        store.Dispose();
        keys.Dispose();
        folder.Dispose();
    }

    private sealed class LastWeek : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(-7);
    }
}
