using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Load;

namespace SamosaChaat.Bench.Turns;

/// <summary>The program and nginx before the same services, each asked by a load generator of its own, one after the other.</summary>
internal sealed class Contest(ServerProcess server, LoadProcess serverLoad, NginxProcess nginx, LoadProcess nginxLoad, int rounds)
{
    /// <summary>So many turns of each side.</summary>
    public async Task WarmUpAsync(LoadOrder order, int turns)
    {
        if (turns == 0) return;
        Expect(await serverLoad.AskAsync(order with { Turns = turns }));
        Expect(await nginxLoad.AskAsync(order with { Turns = turns }));
    }

    /// <summary>Measures both sides, round by round; who is first changes with the round.</summary>
    /// <param name="mayFail">True where errors are counted; else there must be none, since a turn that fails is a cheap one.</param>
    public async Task<(Side Ours, Side Theirs)> MeasureAsync(string what, LoadOrder order, bool mayFail = false)
    {
        var (ours, theirs) = (new Side(), new Side());
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0) await AskAsync(serverLoad, () => server.Use.Cpu, ours);
            await AskAsync(nginxLoad, () => nginx.Cpu, theirs);
            if (round % 2 == 1) await AskAsync(serverLoad, () => server.Use.Cpu, ours);
        }

        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {ours.TurnsPerSecond.Median:N0} turns/s, {ours.Cpu.Median:F3} ms of CPU each; nginx {theirs.TurnsPerSecond.Median:N0}, {theirs.Cpu.Median:F3} ms"));
        return (ours, theirs);

        async Task AskAsync(LoadProcess load, Func<TimeSpan> cpu, Side side)
        {
            var before = cpu();
            var result = await load.AskAsync(order);
            if (!mayFail) Expect(result);
            side.Add(result, cpu() - before);
        }
    }

    private static void Expect(LoadResult result)
    {
        if (result.Errors > 0) throw new InvalidOperationException($"{result.Errors} turns failed, the first with: {result.FirstError}");
    }
}
