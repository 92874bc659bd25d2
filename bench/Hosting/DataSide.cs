using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Hosting;

/// <summary>An empty store of an engine, in a folder or on a server of its own. Both are removed afterwards.</summary>
internal sealed class DataSide : IDisposable
{
    private readonly OwnPostgres? database;

    public DataSide(string engine)
    {
        Setup = new(Directory.CreateTempSubdirectory("samosachaat-bench-").FullName, engine);
        if (engine != StorageOptions.Postgres) return;
        database = OwnPostgres.StartInstalled();
        Setup = Setup with { ConnectionString = database.ConnectionString };
    }

    public ServerSetup Setup { get; }

    /// <summary>The store for <c>samosachaat copy</c>.</summary>
    public string Name => $"{Setup.Engine}:{Setup.ConnectionString ?? Setup.Folder}";

    /// <summary>The settings of a command that works with the store.</summary>
    public (string Name, string Value)[] Settings => Setup.ConnectionString is { } connection
        ? [("Storage__Engine", Setup.Engine), ("Storage__Path", Setup.Folder), ("Storage__ConnectionString", connection)]
        : [("Storage__Engine", Setup.Engine), ("Storage__Path", Setup.Folder)];

    /// <summary>The bytes of the database.</summary>
    public long Size => database is null
        ? new DirectoryInfo(Setup.Folder).EnumerateFiles("*", SearchOption.TopDirectoryOnly).Sum(file => file.Length)
        : long.Parse(database.Ask("SELECT pg_database_size(current_database())")[0], System.Globalization.CultureInfo.InvariantCulture);

    public OpenFolder Open() => new(Setup.Folder, Setup.Engine, Setup.ConnectionString);

    public void Dispose()
    {
        database?.Dispose();
        Directory.Delete(Setup.Folder, recursive: true);
    }
}
