using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Sqlite;

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

        if (!createsStore && !File.Exists(Path.Combine(root, options.Value.FileName)))
        {
            throw new CannotStartException($"Storage:Path '{root}' has no {options.Value.Engine} store.");
        }

        if (!DataFolder.IsInUse(root)) return new DataFolder(options);
        if (options.Value.Engine == StorageOptions.Sqlite) return DataFolder.Join(options);
        throw new CannotStartException(
            $"A server is using '{root}', and LiteDB allows one process at a time. Stop the server first, or use its API.");
    });

    /// <summary>Opens any store, also one that a copy has not filled yet.</summary>
    /// <param name="folder">The folder of the store's file. Null for an engine without one.</param>
    /// <exception cref="CannotStartException">The engine or this program cannot work with the store. It stays as it is.</exception>
    internal static IEngine Open(
        StorageOptions options, DataFolder? folder, SchemaMigrations migrations, StoreMetrics? metrics = null, ILogger? logger = null) =>
        options.IsFile ? OpenFile(options, folder!, migrations, metrics) : Connect(options, migrations, metrics, logger);

    /// <summary>Opens a store to serve it. Half of the data must not look like all of it.</summary>
    private static IEngine OpenWhole(
        StorageOptions options, DataFolder folder, SchemaMigrations migrations, StoreMetrics? metrics, ILogger? logger)
    {
        var engine = Open(options, folder, migrations, metrics, logger);
        try
        {
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

    private static PostgresEngine Connect(StorageOptions options, SchemaMigrations migrations, StoreMetrics? metrics, ILogger? logger)
    {
        var connections = new PostgresConnections(StorageOptionsValidator.Read(options));
        try
        {
            return new PostgresEngine(connections, migrations.Postgres, metrics, logger);
        }
        catch (Exception e)
        {
            connections.Dispose();
            // An unknown host is an exception of sockets.
            if (e is not (DbException or SocketException)) throw;
            throw new CannotStartException(
                $"The database '{connections.Server}' of {StorageOptionsValidator.NameOf(options)} cannot be used. {e.Message}", e);
        }
    }

    private static SingleWriterEngine OpenFile(
        StorageOptions options, DataFolder folder, SchemaMigrations migrations, StoreMetrics? metrics)
    {
        var file = folder.PathOf(options.FileName);
        try
        {
            return options.Engine == StorageOptions.LiteDb
                ? OpenLiteDb(file, migrations, metrics)
                : new SqliteEngine(file, migrations.Sqlite, joins: !folder.IsClaimed, metrics);
        }
        catch (Exception e) when (e is not CannotStartException)
        {
            // The exception can have any type, because LiteDB can meet a damaged page anywhere.
            throw new CannotStartException(
                $"The store '{file}' cannot be opened. It is damaged, it is no {options.Engine} store, or this user has no access to it. "
                + e.Message,
                e);
        }
    }

    /// <summary>
    /// Is a method of its own, because .NET may load all that a method names. A server on SQLite must not load LiteDB.
    /// </summary>
    private static LiteDbEngine OpenLiteDb(string file, SchemaMigrations migrations, StoreMetrics? metrics) =>
        new(file, migrations.LiteDb, metrics);
}
