using Spectre.Console;

namespace SamosaChaat.Shared.Cli;

/// <summary>Runs many pieces of work and shows a progress bar on a terminal.</summary>
internal static class ProgressRunner
{
    /// <summary>The number of pieces that run at once. The store commits waiting writes together.</summary>
    private const int AtOnce = 64;

    /// <summary>Runs all pieces and returns their number.</summary>
    public static async Task<int> RunAsync<TWork, T>(
        string title, int total, bool quiet, IEnumerable<TWork> pieces, Func<TWork, ValueTask<T>> work, CancellationToken ct)
    {
        if (quiet || !AnsiConsole.Profile.Out.IsTerminal) return await WorkAsync(pieces, work, _ => { }, ct);

        var done = 0;
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
        {
            var bar = progress.AddTask(title, maxValue: total);
            done = await WorkAsync(pieces, work, count => bar.Increment(count), ct);
        });
        return done;
    }

    private static async Task<int> WorkAsync<TWork, T>(
        IEnumerable<TWork> pieces, Func<TWork, ValueTask<T>> work, Action<int> tell, CancellationToken ct)
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
