using System.Data.Common;
using System.Net.Sockets;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage;

/// <summary>Opens the engine that the settings name, and explains why that fails.</summary>
/// <param name="folder">The folder of the store's file. Null for an engine without one.</param>
/// <param name="reserve">The reserve of a store's file. Null if no room is kept.</param>
/// <param name="watch">Is told of an upgrade. May be null.</param>
internal sealed class EngineOpening(
    StorageOptions options,
    DataFolder? folder,
    SchemaMigrations migrations,
    StoreMetrics? metrics,
    ILogger? logger,
    Reserve? reserve,
    IUpgradeWatch? watch)
{
    /// <summary>The store for messages, without any secret.</summary>
    public string StoreName => options.IsFile ? File : DatabaseName();

    /// <summary>The newest version of the schema that this program knows.</summary>
    public int NewestSchema => migrations.NewestOf(options.Engine);

    private string File => folder!.PathOf(options.FileName);

    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <exception cref="CannotStartException">The engine or this program cannot work with the store. It stays as it is.</exception>
    /// <exception cref="ForeignStoreException">It is another store. It stays as it is.</exception>
    public IEngine Open(Guid? expected) => options.IsFile ? OpenFile(expected) : Connect(expected);

    private PostgresEngine Connect(Guid? expected)
    {
        var connections = new PostgresConnections(StorageOptionsValidator.Read(options));
        try
        {
            return new PostgresEngine(connections, migrations.Postgres, metrics, logger, expected, watch);
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

    private SingleWriterEngine OpenFile(Guid? expected)
    {
        try
        {
            return options.Engine == StorageOptions.LiteDb
                ? OpenLiteDb(expected)
                : new SqliteEngine(File, migrations.Sqlite, joins: !folder!.IsClaimed, metrics, expected, reserve, watch);
        }
        catch (Exception e) when (e is not (CannotStartException or ForeignStoreException))
        {
            if (IsFullDisk(e)) throw new CannotStartException($"The disk of the store '{File}' is full. Make room, and start again.", e);
            // The exception can have any type, because LiteDB can meet a damaged page anywhere.
            throw new CannotStartException(
                $"The store '{File}' cannot be opened. It is damaged, it is no {options.Engine} store, or this user has no access to it. "
                + e.Message,
                e);
        }
    }

    private bool IsFullDisk(Exception failure) =>
        failure.ComesFromFullDisk() || (options.Engine == StorageOptions.Sqlite && IsFullSqlite(failure));

    // These are methods of their own, because .NET may load all that a method names. A server on one engine loads no other one.
    private static bool IsFullSqlite(Exception failure) => SqliteWriter.IsFull(failure);

    private LiteDbEngine OpenLiteDb(Guid? expected) => new(File, migrations.LiteDb, metrics, expected, reserve, watch);

    private string DatabaseName() => PostgresConnections.NameOf(StorageOptionsValidator.Read(options));
}
