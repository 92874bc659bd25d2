using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage;

internal static class StorageRegistration
{
    /// <summary>Adds the store on the engine that <c>Storage:Engine</c> names. It opens and migrates when it is first resolved.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, SchemaMigrations migrations)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton(provider => new Store(OpenWhole(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            provider.GetRequiredService<DataFolder>(),
            migrations,
            provider.GetRequiredService<StoreMetrics>(),
            provider.GetRequiredService<ILogger<Store>>())));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<Store>());
        return services;
    }

    /// <summary>
    /// Replaces the data folder of <see cref="AddStorage"/> for a command that may run beside a server. SQLite keeps processes apart by
    /// itself: each waits for the other's transaction. LiteDB does not, so this method refuses it.
    /// </summary>
    /// <param name="createsStore">True if the command may create a store where there is none.</param>
    public static IServiceCollection JoinStorage(
        this IServiceCollection services, bool createsStore = false) => services.AddSingleton(provider =>
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>();
        var root = Path.GetFullPath(options.Value.Path);
        if (!options.Value.IsFile)
        {
            // The server keeps processes apart. The folder only has the key.
            return DataFolder.IsInUse(root) ? DataFolder.Join(options) : new DataFolder(options);
        }

        if (!createsStore) RequireFile(options.Value);
        if (!DataFolder.IsInUse(root)) return new DataFolder(options) { KeepsReserve = false };
        if (DataFolder.IsBeingReplaced(root))
        {
            throw new CannotStartException($"The store in '{root}' is being compacted or restored. Try again when that has ended.");
        }

        if (options.Value.Engine == StorageOptions.Sqlite) return DataFolder.Join(options);
        throw new CannotStartException(
            $"A server is using '{root}', and LiteDB allows one process at a time. Stop the server first, or use its API.");
    });

    /// <summary>Refuses a data folder that has no store. One that was there and is lost is damage, which the opening reports.</summary>
    /// <exception cref="CannotStartException">There is no store.</exception>
    internal static void RequireFile(StorageOptions options)
    {
        var root = Path.GetFullPath(options.Path);
        if (File.Exists(Path.Combine(root, options.FileName)) || File.Exists(new IdentityFile(root, options).FullName)) return;
        throw new CannotStartException($"'{root}' has no {options.Engine} store.");
    }

    /// <summary>
    /// Opens any store, also one that a copy has not filled yet. A store that is damaged, or another one than the data folder's, is refused
    /// before anything is changed. The identity is on the disk when this returns.
    /// </summary>
    /// <param name="folder">The data folder. Null for an engine whose store belongs to none.</param>
    /// <param name="reserve">The reserve of a store's file. Null if no room is kept.</param>
    /// <param name="watch">Is told of an upgrade. May be null.</param>
    /// <exception cref="CannotStartException">The engine or this program cannot work with the store. It stays as it is.</exception>
    internal static IEngine Open(
        StorageOptions options,
        DataFolder? folder,
        SchemaMigrations migrations,
        StoreMetrics? metrics = null,
        ILogger? logger = null,
        Reserve? reserve = null,
        IUpgradeWatch? watch = null)
    {
        var opening = new EngineOpening(options, folder, migrations, metrics, logger, reserve, watch);
        if (folder is null) return opening.Open(expected: null);
        var identity = new IdentityFile(folder.Root, options);
        var known = identity.Read();
        // Beside a server the log changes all the time, and the server has looked at it.
        if (options.IsFile && folder.IsClaimed && StoreDamage.Find(folder.Root, options, identity, known) is { } damage)
        {
            throw new CannotStartException(damage.ToString());
        }

        IEngine engine;
        try
        {
            engine = opening.Open(known?.Id);
        }
        catch (ForeignStoreException e)
        {
            throw new CannotStartException(identity.Foreign(opening.StoreName).ToString(), e);
        }

        try
        {
            if (folder.IsClaimed) identity.Keep(folder, known, new(options.Engine, engine.StoreId, opening.NewestSchema));
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store to serve it. Half of the data must not look like all of it.</summary>
    private static IEngine OpenWhole(
        StorageOptions options, DataFolder folder, SchemaMigrations migrations, StoreMetrics? metrics, ILogger? logger)
    {
        var reserve = options.IsFile && folder is { IsClaimed: true, KeepsReserve: true }
            ? new Reserve(folder, options.Reserve, new FullDiskLog(logger, TimeProvider.System), TimeProvider.System)
            : null;
        var log = logger is null ? null : new UpgradeLog(logger);
        var engine = Open(options, folder, migrations, metrics, logger, reserve, log);
        try
        {
            if (options.IsFile && folder.IsClaimed) log?.Removed(UpgradeCopies.RemoveOld(folder.PathOf(options.FileName), DateTime.UtcNow));
            if (!engine.ReadAsync(new IsUnfinishedCopy(), CancellationToken.None).AsTask().GetAwaiter().GetResult()) return engine;
            throw new CannotStartException(
                "A copy into this store was interrupted, so it has only a part of the data. Run 'samosachaat copy' again.");
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }
}
