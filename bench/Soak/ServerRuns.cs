using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Soak;

/// <summary>The runs of one server, one after the other on the same folder, and how each ends.</summary>
internal sealed class ServerRuns(SoakOptions options, int seed, Tally tally, string data, Model model) : IAsyncDisposable
{
    /// <summary>How long a server is spared at most that nobody reads from.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly Random random = new(seed);
    private volatile TaskCompletionSource<ServerRun> current = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServerRun? last;
    private int count;

    /// <summary>The one that is ready, or the next one that will be.</summary>
    public Task<ServerRun> Current => current.Task;

    public async Task<ServerRun> BeginAsync()
    {
        last = new ServerRun(++count, await StartAsync(CancellationToken.None), busyAfter: random.Next(1, 100));
        var health = await new Client(tally, seed, null).JsonAsync(last, HttpMethod.Get, "/health");
        if (health?.GetProperty("ready").GetBoolean() != true) tally.Violation("it listens and is not ready", $"seed {seed}, life {count}: {health}");
        current.SetResult(last);
        return last;
    }

    /// <summary>
    /// When people are at work: mostly SIGKILL, now and then SIGTERM, or that and SIGKILL a moment later, as a service manager does that does not wait for
    /// long. After it a server or two may be killed while they start.
    /// </summary>
    public async Task EndBySomeSignalAsync(CancellationToken over)
    {
        await Task.Delay(random.Next(200, 2_000), CancellationToken.None);
        await Task.WhenAny(last!.Busy, Task.Delay(Quiet, over));
        var run = Leave();
        switch (random.Next(12))
        {
            case 0:
                await TerminateAsync(run, killAfter: Timeout.InfiniteTimeSpan);
                break;
            case 1:
                await TerminateAsync(run, killAfter: TimeSpan.FromMilliseconds(random.Next(1_500)));
                break;
            default:
                CountKill();
                await run.KillAsync();
                break;
        }

        await run.DisposeAsync();
        last = null;
        while (random.Next(10) == 0) await DieInStartAsync();
    }

    /// <summary>In order.</summary>
    public async Task EndAsync()
    {
        var run = Leave();
        await TerminateAsync(run, killAfter: Timeout.InfiniteTimeSpan);
        await run.DisposeAsync();
        last = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (last is not null) await last.DisposeAsync();
    }

    /// <summary>From now on people wait for the next one.</summary>
    private ServerRun Leave()
    {
        var run = last!;
        if (run.Process.ExitCode is { } early) tally.Violation("the server ended by itself", $"seed {seed}, run {run.Number}, exit code {early}");
        current = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return run;
    }

    private Task<ServerProcess> StartAsync(CancellationToken killed) => ServerProcess.StartAsync(
        new(data, options.Engine, options.Program), Read, ServerSettings.For(options.Strict, model.Url, regenerates: random.Next(4) == 0), killed);

    /// <summary>Killed before it is ready, perhaps while it puts in order what the kill before left.</summary>
    private async Task DieInStartAsync()
    {
        using var kill = new CancellationTokenSource(random.Next(2_000));
        try
        {
            var process = await StartAsync(kill.Token);
            CountKill();
            await process.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            CountKill();
        }

        tally.Count(Deed.KillsInStart);
    }

    private async Task TerminateAsync(ServerRun run, TimeSpan killAfter)
    {
        tally.Count(Deed.Terms);
        var ending = run.TerminateAsync();
        if (await Task.WhenAny(ending, Task.Delay(killAfter)) == ending)
        {
            if (await ending is not 0 and var code) tally.Violation("it did not stop in order", $"seed {seed}, run {run.Number}, exit code {code}");
            return;
        }

        CountKill();
        tally.Count(Deed.KillsInDrain);
        await run.KillAsync();
        await ending;
    }

    private void CountKill()
    {
        tally.Count(Deed.Kills);
        tally.Count(Deed.AnswersCutByKills, model.Answering);
    }

    /// <summary>That models fail is a warning; an error is the server's own.</summary>
    private void Read(string line)
    {
        if (line.Contains("\"level\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"level\":\"Critical\"", StringComparison.Ordinal))
        {
            tally.Violation("the server logged an error", $"seed {seed}, life {count}: {line}");
        }
    }
}
