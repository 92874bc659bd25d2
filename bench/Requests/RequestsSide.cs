using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Requests;

/// <summary>One server, and what it gave round by round.</summary>
internal sealed class RequestsSide(Wrk wrk, Uri server, ProcessUse use)
{
    public Samples PerSecond { get; } = new();

    /// <summary>Of the server, in microseconds a request.</summary>
    public Samples Cpu { get; } = new();

    public long Failures { get; private set; }

    public async Task WarmUpAsync(int requests)
    {
        for (var sent = 0L; sent < requests;) sent += (await wrk.RunAsync(server, seconds: 1)).Requests;
    }

    public async Task RoundAsync(int seconds)
    {
        var before = use.Cpu;
        var run = await wrk.RunAsync(server, seconds);
        PerSecond.Add((run.Requests - run.Failures) / run.Took.TotalSeconds);
        Cpu.Add((use.Cpu - before).TotalMicroseconds / run.Requests);
        Failures += run.Failures;
    }
}
