using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Storage;

internal static class StorageRegistration
{
    /// <summary>The store of the engine that <c>Storage:Engine</c> names. It is opened, and migrated, when it is first resolved.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, SchemaMigrations migrations)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton(provider => new Store(Open(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Engine,
            provider.GetRequiredService<DataFolder>(),
            migrations,
            provider.GetRequiredService<StoreMetrics>())));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<Store>());
        return services;
    }

    /// <summary>
    /// In place of <see cref="AddStorage"/>'s, for a command that may run beside a server. SQLite keeps processes apart by itself: each waits for the other's
    /// transaction. LiteDB does not, and is refused.
    /// </summary>
    public static IServiceCollection JoinStorage(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>();
        var root = Path.GetFullPath(options.Value.Path);
        if (!File.Exists(Path.Combine(root, options.Value.FileName))) throw new CannotStartException($"Storage:Path '{root}' has no {options.Value.Engine} store.");
        if (!DataFolder.IsInUse(root)) return new DataFolder(options);
        if (options.Value.Engine == StorageOptions.Sqlite) return DataFolder.Join(options);
        throw new CannotStartException($"A server is using '{root}', and LiteDB allows one process at a time. Stop the server first, or sign in with its API.");
    });

    /// <exception cref="CannotStartException">The file is not one that the engine, or this program, can work with. It is left as it is.</exception>
    internal static IEngine Open(string engine, DataFolder folder, SchemaMigrations migrations, StoreMetrics? metrics = null)
    {
        var file = folder.PathOf(new StorageOptions { Engine = engine }.FileName);
        try
        {
            return engine == StorageOptions.LiteDb
                ? new LiteDbEngine(file, migrations.LiteDb, metrics)
                : new SqliteEngine(file, migrations.Sqlite, joins: !folder.IsClaimed, metrics);
        }
        catch (Exception e) when (e is not CannotStartException)
        {
            // Of any type: a damaged page makes LiteDB stumble wherever it happens to read it.
            throw new CannotStartException($"The store '{file}' cannot be opened. It is damaged, it is no {engine} store, or this user has no access to it. {e.Message}", e);
        }
    }
}
