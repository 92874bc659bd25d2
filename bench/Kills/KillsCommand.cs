using System.Diagnostics;
using System.Globalization;
using SamosaChaat.Bench.Kills.Operations;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills;

/// <summary>
/// Kills the processes of long operations at random moments. After each kill the source must be intact, and the target complete or refused.
/// Then the operation runs again, and all must be in its place.
/// </summary>
internal sealed class KillsCommand(KillsOptions options)
{
    // An operation that ends before most of its kills is too short for them, and needs more messages or a machine with less to do.
    private const int MostTries = 5;

    private readonly Violations violations = new();

    /// <returns>0 when nothing was wrong, 1 when something was.</returns>
    public async Task<int> RunAsync()
    {
        var needsPostgres = options.Engines.Contains(StorageOptions.Postgres);
        if (needsPostgres && !OwnPostgres.IsInstalled) throw new ArgumentException("kills needs PostgreSQL: a folder with initdb (SAMOSACHAAT_POSTGRES).");
        using var postgres = needsPostgres ? OwnPostgres.StartInstalled() : null;
        using var stores = new KilledStores(postgres, options.Messages);
        Console.WriteLine($"""
            kills: seed {options.Seed}, {options.Times} times each, {options.Messages} messages

            | operation | engine | whole, ms | killed | ended before | of the killed, complete | violations | took, s |
            |---|---|---|---|---|---|---|---|
            """);
        foreach (var engine in options.Engines)
        {
            foreach (var operation in LongOperation.All(new(stores, engine, options)).Where(one => options.Operations.Contains(one.Kind)))
            {
                await RunAsync(operation, engine);
            }
        }

        Console.WriteLine($"{violations.Total} violations");
        return violations.Total == 0 ? 0 : 1;
    }

    private async Task RunAsync(LongOperation operation, string engine)
    {
        var root = Directory.CreateTempSubdirectory("samosachaat-kills-").FullName;
        var (killed, before, complete, known) = (0, 0, 0, violations.Total);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await operation.SetUpAsync(Path.Combine(root, "source"));
            var random = new Random(options.Seed);
            var (idle, whole) = await MeasureAsync(operation, root);
            for (var i = 0; killed < options.Times && i < MostTries * options.Times; i++)
            {
                var folder = Directory.CreateDirectory(Path.Combine(root, $"{i}")).FullName;
                var delay = idle + ((whole - idle) * (random.NextDouble() * 1.1));
                var ended = await KillAsync(operation, folder, delay);
                var wasKilled = ended is null;
                if (wasKilled) killed++;
                else before++;
                // The measured run may have been a slow one. A kill after the end is none.
                if (ended < whole && ended > idle) whole = ended.Value;
                var beforeThis = violations.Total;
                if (wasKilled && await JudgeAsync(operation, folder, i)) complete++;
                await EndAsync(operation, folder, i);
                if (violations.Total == beforeThis) operation.Remove(folder);
                else Console.Error.WriteLine($"Its folder is {folder}");
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {operation.Name} | {engine} | {whole.TotalMilliseconds:F0} | {killed} | {before} | {complete} | {violations.Total - known} | {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} |"));
        }
        catch (Exception e) when (e is not ArgumentException)
        {
            violations.Add("the run broke off", $"{operation.Name}, {engine}: {e}");
        }

        if (violations.Total == known) Directory.Delete(root, recursive: true);
    }

    /// <summary>Measures how long the process takes before it begins with the operation, and to its end.</summary>
    private async Task<(TimeSpan Idle, TimeSpan Whole)> MeasureAsync(LongOperation operation, string root)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "measured")).FullName;
        var idle = await operation.MeasureIdleAsync();
        await operation.PrepareAsync(folder);
        var started = Stopwatch.GetTimestamp();
        await using (var run = await operation.StartAsync(folder))
        {
            started = operation.IsServer ? Stopwatch.GetTimestamp() : started;
            if (await run.Ended is { } failure) violations.Add("a run without a kill failed", $"{operation.Name}: {failure}");
        }

        var whole = Stopwatch.GetElapsedTime(started);
        if (await operation.FaultOfWholeAsync(folder) is { } fault) violations.Add("a run without a kill is not complete", $"{operation.Name}: {fault}");
        operation.Remove(folder);
        return (idle, whole > idle ? whole : idle);
    }

    /// <returns>Null, or the time that it took if it ended by itself before.</returns>
    private static async Task<TimeSpan?> KillAsync(LongOperation operation, string folder, TimeSpan delay)
    {
        await operation.PrepareAsync(folder);
        await using var run = await operation.StartAsync(folder);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAny(run.Ended, Task.Delay(delay));
        if (run.Ended.IsCompleted) return Stopwatch.GetElapsedTime(started);
        await run.KillAsync();
        return null;
    }

    /// <returns>True if the operation was complete when it was killed.</returns>
    private async Task<bool> JudgeAsync(LongOperation operation, string folder, int number)
    {
        if (await operation.FaultOfSourceAsync(folder) is { } source) Add("the source is not intact", source);
        var (isComplete, fault) = await operation.LookAsync(folder);
        if (fault is not null) Add("half of the target looks like all of it", fault);
        return isComplete;

        void Add(string kind, string detail) => violations.Add(kind, $"{operation.Name}, kill {number}: {detail}");
    }

    /// <summary>Runs the operation again to its end.</summary>
    private async Task EndAsync(LongOperation operation, string folder, int number)
    {
        await using (var run = await operation.StartAsync(folder))
        {
            if (await run.Ended is { } failure && !operation.MayRefuseAgain(failure)) violations.Add("it does not go on", $"{operation.Name}, kill {number}: {failure}");
        }

        if (await operation.FaultOfWholeAsync(folder) is { } fault) violations.Add("it is not complete in the end", $"{operation.Name}, kill {number}: {fault}");
    }
}
