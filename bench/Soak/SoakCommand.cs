using System.Diagnostics;
using System.Globalization;

namespace SamosaChaat.Bench.Soak;

/// <summary>Is a turn ever lost, doubled or stuck? People at work while their server is killed, and everything that they saw held against what is left.</summary>
internal sealed class SoakCommand(SoakOptions options)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private const int LooksPerLine = 50;

    private readonly Tally tally = new();
    private readonly long started = Stopwatch.GetTimestamp();

    /// <returns>0 when nothing was wrong, 1 when something was.</returns>
    public async Task<int> RunAsync()
    {
        Console.WriteLine($"soak: {options.Engine}, {(options.Strict ? "strict" : "lax")}, seed {options.Seed}, servers: {options.Servers} with {options.People} people each");
        using var enough = new CancellationTokenSource();
        var worlds = Enumerable.Range(0, options.Servers).Select(i => LiveAsync(options.Seed + i, enough.Token)).ToArray();
        using var timer = new PeriodicTimer(Look);
        for (var looks = 1; worlds.Any(state => !state.IsCompleted); looks++)
        {
            await timer.WaitForNextTickAsync();
            if (IsOver() || worlds.Any(state => state.IsCompleted)) await enough.CancelAsync();
            if (looks % LooksPerLine == 0) Console.WriteLine(Line());
        }

        await Task.WhenAll(worlds);
        Console.WriteLine(Table());
        return tally.Violations.Count == 0 ? 0 : 1;
    }

    private bool IsOver() => options.Kills is { } kills ? tally[Deed.Kills] >= kills : Elapsed >= options.Duration;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    private async Task LiveAsync(int seed, CancellationToken enough)
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-soak-").FullName;
        await using (var state = new SoakState(options, seed, tally, folder))
        {
            try
            {
                await state.RunAsync(enough);
            }
            catch (Exception e)
            {
                // Such as a server that does not start. The counts so far are still printed.
                tally.Violation("the run broke off", $"seed {seed}, {e}");
            }
        }

        // Where something was wrong, or thrown, the store stays to be looked at.
        if (tally.Violations.Count == 0) Directory.Delete(folder, recursive: true);
        else Console.Error.WriteLine($"seed {seed}: its folder is {folder}");
    }

    private string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Elapsed:mm\\:ss} {tally[Deed.Kills]} kills of {tally[Deed.AnswersCutByKills]} answers, {tally[Deed.Terms]} terms, {tally[Deed.TurnsAcknowledged]} turns, {tally[Deed.ResumedReads]} resumed reads, {tally.Violations.Values.Sum()} violations");

    private string Table()
    {
        var rows = Enum.GetValues<Deed>().Select(deed => $"| {Name(deed)} | {tally[deed].ToString("N0", CultureInfo.InvariantCulture)} |");
        var wrong = tally.Violations.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"| VIOLATION: {kind.Key} | {kind.Value} |");
        var total = tally.Violations.Values.Sum();
        return $"""

            | {options.Engine}, {(options.Strict ? "strict" : "lax")}, seed {options.Seed} | {Elapsed:hh\:mm\:ss} |
            |---|---|
            {string.Join('\n', rows.Concat(wrong))}
            | worst loss, ms before the kill | {tally.WorstLoss.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)} |
            | violations | {total} |
            """;
    }

    /// <summary>ResumedReads is "resumed reads".</summary>
    private static string Name(Deed deed) => string.Concat(deed.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
