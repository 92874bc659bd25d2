using LiteDB;
using LiteDB.Engine;
using Microsoft.Win32.SafeHandles;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Tests.Storage;

/// <summary>Puts LiteDB together from its parts, in a folder of its own, with a sync that a test can watch, hold or break.</summary>
internal sealed class LiteDbParts : IDisposable
{
    // LiteDB's finalizer throws for a transaction whose commit was cut short. In the program the engine lives as long as the process. So it
    // does here.
    private static readonly List<LiteEngine> KeptFromTheCollector = [];

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly LiteEngine engine;
    private readonly LiteDatabase database;

    /// <param name="sync">Called instead of the sync itself.</param>
    public LiteDbParts(Action<SafeFileHandle>? sync = null)
    {
        // Made beforehand, so that nothing but the test's own writes is synced.
        new LiteDbEngine(File, LiteDbMigrations.Steps).Dispose();
        Log = new CommitLog(LogFile, sync ?? RandomAccess.FlushToDisk);
        engine = new LiteEngine(new EngineSettings { Filename = File, LogStream = Log, Collation = Collation.Binary });
        KeptFromTheCollector.Add(engine);
        database = new LiteDatabase(engine);
        Session = new DocumentSession(database);
        Writer = new LiteDbWriter(engine, Session, Log, Turns);
    }

    public CommitLog Log { get; }

    public TicketLock Turns { get; } = new();

    public DocumentSession Session { get; }

    public LiteDbWriter Writer { get; }

    private string File => Path.Combine(folder, "test.litedb");

    private string LogFile => Path.Combine(folder, "test-log.litedb");

    /// <summary>Runs some commands in one transaction.</summary>
    public void Write<T>(params Command<T>[] batch)
    {
        Writer.Begin();
        foreach (var command in batch) Writer.Run(command);
        Writer.Commit();
    }

    public byte[] ReadFile() => System.IO.File.ReadAllBytes(File);

    /// <summary>Asks a store as a power cut would leave it: a data file with only what was synced of the log.</summary>
    public T AfterPowerCut<T>(byte[] data, byte[] syncedLog, Query<T> query)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName;
        var file = Path.Combine(copy, "test.litedb");
        System.IO.File.WriteAllBytes(file, data);
        System.IO.File.WriteAllBytes(Path.Combine(copy, "test-log.litedb"), syncedLog);
        using var reopened = new LiteDbEngine(file, LiteDbMigrations.Steps);
        return reopened.ReadAsync(query, CancellationToken.None).Now();
    }

    public void Dispose()
    {
        database.Dispose();
        engine.Dispose();
        Log.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
