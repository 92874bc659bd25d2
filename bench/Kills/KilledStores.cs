using SamosaChaat.Bench.Hosting;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Bench.Kills;

/// <summary>Names, copies, checks and compares the stores of a run.</summary>
/// <param name="postgres">Null if no engine of the run needs it.</param>
/// <param name="messages">The number of messages in a seeded store.</param>
internal sealed class KilledStores(OwnPostgres? postgres, int messages) : IDisposable
{
    // The lock of a store that is open, and SQLite's index of the log, which it makes again.
    private static readonly string[] NoPart = [".lock", ".db-shm"];

    private readonly FolderDatabases? databases = postgres is null ? null : new(postgres);
    private readonly string seeded = Directory.CreateTempSubdirectory("samosachaat-kills-").FullName;

    /// <summary>Returns the folder of a seeded store, which no operation touches.</summary>
    public async Task<string> SeededAsync(string engine)
    {
        var folder = Path.Combine(seeded, engine);
        if (Directory.Exists(folder)) return folder;
        using var open = Open(engine, folder);
        await SeededStore.FillAsync(open.Store, messages);
        return folder;
    }

    public StorageOptions Of(string engine, string folder) =>
        new() { Engine = engine, Path = folder, ConnectionString = ConnectionString(engine, folder) };

    public OpenStore Open(string engine, string folder) => new(Of(engine, folder));

    /// <summary>Opens a store with its key, or makes one.</summary>
    public OpenFolder OpenWithKey(string engine, string folder) => new(folder, engine, ConnectionString(engine, folder));

    public ServerSetup Server(string engine, string folder, string? program) => new(folder, engine, program, ConnectionString(engine, folder));

    /// <summary>Names a store on the command line.</summary>
    public string[] Settings(string engine, string folder) =>
    [
        "--Storage:Engine", engine, "--Storage:Path", folder,
        .. ConnectionString(engine, folder) is { } connection ? (string[])["--Storage:ConnectionString", connection] : [],
    ];

    /// <summary>Names a store as a side of a copy.</summary>
    public string Side(string engine, string folder) => $"{engine}:{ConnectionString(engine, folder) ?? folder}";

    /// <summary>Copies a store with its key, if no process writes to it. Folders in its folder are left out.</summary>
    public void Copy(string engine, string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => !NoPart.Any(end => file.EndsWith(end, StringComparison.Ordinal))))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        if (engine == StorageOptions.Postgres) databases!.Copy(from, to);
    }

    /// <summary>Says what is wrong with a store, or how it differs from another one. Returns null if nothing is.</summary>
    public async Task<string?> FaultAsync(string engine, string folder, string wantedEngine, string wanted)
    {
        try
        {
            using (var found = Open(engine, folder))
            using (var reference = Open(wantedEngine, wanted))
            {
                if (await found.Store.ReadAsync(new IsUnfinishedCopy(), default)) return "it is an unfinished copy";
                var compared = await new StoreCopy(reference.Store, found.Store).CompareAsync(_ => { }, default);
                if (compared[^1].Difference is { } difference) return difference;
            }
        }
        catch (CannotStartException e)
        {
            return e.Message;
        }

        return string.Join("; ", Faults(engine, folder)) is { Length: > 0 } faults ? faults : null;
    }

    /// <summary>The connection string of the database that belongs to a folder. Null for an engine with a file.</summary>
    public string? ConnectionString(string engine, string folder) => engine == StorageOptions.Postgres ? databases!.ConnectionString(folder) : null;

    /// <summary>Removes the database that belongs to a folder, if it has one.</summary>
    public void RemoveDatabase(string folder) => databases?.Remove(folder);

    public void Dispose() => Directory.Delete(seeded, recursive: true);

    private static IReadOnlyList<string> Faults(string engine, string folder) => engine switch
    {
        StorageOptions.Sqlite => SqliteInspection.Faults(
            Path.Combine(folder, "samosachaat.db"), ChatSchema.Migrations.NewestOf(engine), quick: false),
        StorageOptions.LiteDb => LiteDbInspection.Faults(Path.Combine(folder, "samosachaat.litedb")),
        _ => [],
    };
}
