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
        var done = 0;
        await ShowAsync(title, total, quiet, async tell => done = await WorkAsync(pieces, work, tell, ct));
        return done;
    }

    /// <summary>Runs work that tells how much of the total it has done since it told last.</summary>
    public static async Task ShowAsync(string title, long total, bool quiet, Func<Action<int>, Task> work)
    {
        if (quiet || !AnsiConsole.Profile.Out.IsTerminal)
        {
            await work(_ => { });
            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                var bar = progress.AddTask(title, maxValue: total);
                return work(count => bar.Increment(count));
            });
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
