using System.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary>What every operation of a run has.</summary>
internal sealed record OperationContext(KilledStores Stores, string Engine, KillsOptions Options)
{
    public CommandRun Start(params string[] arguments) => CommandRun.Start(Options.Program, arguments);
}

/// <summary>
/// One long operation that is killed. To add one, derive from this class and add it to <see cref="Names"/> and <see cref="All"/>.
/// </summary>
internal abstract class LongOperation(OperationContext context)
{
    /// <summary>The values of <c>--operation</c>.</summary>
    public static string[] Names => ["export", "import", "backup", "restore", "copy", "upgrade", "index", "compact"];

    /// <summary>The one of <see cref="Names"/> that selects it.</summary>
    public abstract string Kind { get; }

    /// <summary>Its name in the table.</summary>
    public virtual string Name => Kind;

    /// <summary>True if a server does it, so that the time until the server listens does not count.</summary>
    public virtual bool IsServer => false;

    protected OperationContext Context => context;

    protected string Engine => context.Engine;

    protected KilledStores Stores => context.Stores;

    /// <summary>The folder of the source, which all runs share or copy.</summary>
    protected string Source { get; private set; } = "";

    /// <summary>Returns all operations of an engine.</summary>
    public static IEnumerable<LongOperation> All(OperationContext context)
    {
        yield return new ExportOperation(context);
        yield return new ImportOperation(context);
        yield return new ServerImportOperation(context);
        if (context.Engine != StorageOptions.Postgres)
        {
            yield return new BackupOperation(context);
            yield return new RestoreOperation(context);
        }

        foreach (var target in context.Options.Engines.Union([StorageOptions.Sqlite, StorageOptions.LiteDb])) yield return new CopyOperation(context, target);
        yield return new UpgradeOperation(context);
        // LiteDB fills its index in an upgrade.
        if (context.Engine != StorageOptions.LiteDb) yield return new IndexOperation(context);
        yield return new CompactOperation(context);
    }

    /// <summary>Makes the source, and what a complete run must lead to.</summary>
    public async Task SetUpAsync(string source)
    {
        Source = Directory.CreateDirectory(source).FullName;
        await SetUpAsync();
    }

    /// <summary>Makes what one run needs, in its own folder.</summary>
    public abstract Task PrepareAsync(string folder);

    /// <summary>Starts the operation, or starts it again.</summary>
    public abstract Task<IOperationRun> StartAsync(string folder);

    /// <summary>Says how the source differs from what it was. Null if it does not.</summary>
    public virtual Task<string?> FaultOfSourceAsync(string folder) => Task.FromResult<string?>(null);

    /// <summary>Looks at the target after a kill.</summary>
    /// <returns>True if it is complete. A fault if it looks complete and is not.</returns>
    public abstract Task<(bool IsComplete, string? Fault)> LookAsync(string folder);

    /// <summary>Says what a complete run has not brought to its place. Null if all is there.</summary>
    public abstract Task<string?> FaultOfWholeAsync(string folder);

    /// <summary>True if a second run may fail in this way, because the first one was complete.</summary>
    public virtual bool MayRefuseAgain(string failure) => false;

    /// <summary>Removes what a run has made.</summary>
    public virtual void Remove(string folder)
    {
        Stores.RemoveDatabase(folder);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Measures how long the process takes before it begins with the operation.</summary>
    public async Task<TimeSpan> MeasureIdleAsync()
    {
        if (IsServer) return TimeSpan.Zero;
        var started = Stopwatch.GetTimestamp();
        await using var run = context.Start("version");
        await run.Ended;
        return Stopwatch.GetElapsedTime(started);
    }

    protected abstract Task SetUpAsync();
}
