namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>A small disk with the store of a server on it. PostgreSQL has its tables there, and its log on the disk of all.</summary>
internal sealed class SmallStore : IAsyncDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly string? connection;
    private readonly string tablespace = $"t{Guid.NewGuid():N}";

    private SmallStore(SmallDisk disk, string engine, int reserve)
    {
        Disk = disk;
        var folder = disk.Folder("store");
        Settings = [("Storage:Path", folder), ("Storage:Reserve", $"{reserve * Megabyte}")];
        if (engine != "postgres") return;

        connection = PostgresProcess.ConnectionString(folder);
        var place = Directory.CreateDirectory(disk.Folder(tablespace)).FullName;
        Programs.Run("chown", "postgres", place);
        OwnPostgres.Ask(connection, $"CREATE TABLESPACE {tablespace} LOCATION '{place}'");
        Settings = [.. Settings, ("Storage:ConnectionString", $"{connection};Options=-c default_tablespace={tablespace}")];
    }

    public SmallDisk Disk { get; }

    public (string Key, string Value)[] Settings { get; }

    /// <summary>Mounts the disk, or skips the test.</summary>
    /// <param name="reserve">In megabytes. LiteDB needs 12.</param>
    public static async Task<SmallStore> MakeAsync(string engine, int reserve)
    {
        var disk = await SmallDisk.MountAsync(megabytes: 64);
        try
        {
            return new(disk, engine, reserve);
        }
        catch
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            var schema = OwnPostgres.Ask(connection, "SELECT current_schema()::text")[0];
            OwnPostgres.Ask(connection, $"DROP SCHEMA {schema} CASCADE");
            OwnPostgres.Ask(connection, $"DROP TABLESPACE {tablespace}");
        }

        await Disk.DisposeAsync();
    }
}
