using System.Globalization;
using SamosaChaat.Bench.Load;

namespace SamosaChaat.Bench.Turns;

/// <summary>Several before the same services, each asked by a load generator of its own, one after the other.</summary>
internal sealed class Contest(int rounds, params Contender[] contenders)
{
    /// <summary>So many turns of each side.</summary>
    public async Task WarmUpAsync(LoadOrder order, int turns)
    {
        if (turns == 0) return;
        foreach (var contender in contenders) Expect(await contender.Load.AskAsync(For(contender, order) with { Turns = turns }));
    }

    /// <summary>Measures all sides, round by round; who is first changes with the round.</summary>
    /// <param name="mayFail">True where errors are counted; else there must be none, since a turn that fails is a cheap one.</param>
    /// <returns>A side for each contender, in their order.</returns>
    public async Task<Side[]> MeasureAsync(string what, LoadOrder order, bool mayFail = false)
    {
        var sides = Array.ConvertAll(contenders, _ => new Side());
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < sides.Length; i++)
            {
                var turn = round % 2 == 0 ? i : sides.Length - 1 - i;
                await AskAsync(contenders[turn], sides[turn]);
            }
        }

        var told = contenders.Zip(sides, (contender, side) => string.Create(
            CultureInfo.InvariantCulture, $"{contender.Name} {side.TurnsPerSecond.Median:N0} turns/s, {side.Cpu.Median:F3} ms of CPU each"));
        Console.Error.WriteLine($"{what}: {string.Join("; ", told)}");
        return sides;

        async Task AskAsync(Contender contender, Side side)
        {
            var before = contender.Cpu();
            var result = await contender.Load.AskAsync(For(contender, order));
            if (!mayFail) Expect(result);
            side.Add(result, contender.Cpu() - before);
        }
    }

    private static LoadOrder For(Contender contender, LoadOrder order) => order with { Model = contender.Model ?? order.Model };

    private static void Expect(LoadResult result)
    {
        if (result.Errors > 0) throw new InvalidOperationException($"{result.Errors} turns failed, the first with: {result.FirstError}");
    }
}
