using Spectre.Console;

namespace SamosaChaat.Shared.Cli;

/// <summary>Work of many pieces, with a bar where somebody watches.</summary>
internal static class ProgressRunner
{
    /// <summary>So many are on their way at once: the store commits together what waits.</summary>
    private const int AtOnce = 64;

    /// <summary>Does one piece after the other, and returns how many they were.</summary>
    public static async Task<int> RunAsync<TWork, T>(string title, int total, bool quiet, IEnumerable<TWork> pieces, Func<TWork, ValueTask<T>> work, CancellationToken ct)
    {
        if (quiet || !AnsiConsole.Profile.Out.IsTerminal) return await WorkAsync(pieces, work, _ => { }, ct);

        var done = 0;
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var bar = progress.AddTask(title, maxValue: total);
            done = await WorkAsync(pieces, work, count => bar.Increment(count), ct);
        });
        return done;
    }

    private static async Task<int> WorkAsync<TWork, T>(IEnumerable<TWork> pieces, Func<TWork, ValueTask<T>> work, Action<int> tell, CancellationToken ct)
    {
        var done = 0;
        foreach (var chunk in pieces.Chunk(AtOnce))
        {
            ct.ThrowIfCancellationRequested();
            await Task.WhenAll(chunk.Select(piece => work(piece).AsTask()));
            done += chunk.Length;
            tell(chunk.Length);
        }

        return done;
    }
}
