using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Lists;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Requests;

/// <summary>How many requests of each kind a second, held against a server that does nothing but send the same bytes.</summary>
internal sealed class RequestsCommand(RequestsOptions options)
{
    /// <returns>0 when every figure reaches what is asked of it, 1 when one does not.</returns>
    public async Task<int> RunAsync()
    {
        var figures = await MeasureAsync();
        return FigureTable.Tell(string.Create(CultureInfo.InvariantCulture, $"{options.Engine}, {options.Conversations:N0} conversations in the table, 16 connections. Medians of {options.Rounds} rounds of {options.Seconds} s a side (least..greatest)."), figures);
    }

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var root = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            var table = await Table.SeededAsync(root, options.Engine, options.Conversations);
            var kinds = await Kinds.OfAsync(table);
            await using var server = await ServerProcess.StartAsync(new(table.Path, options.Engine, options.Program));
            var figures = new List<Figure>();
            // One kind after the other: what the last one creates must not be in the lists of the first.
            foreach (var kind in kinds) figures.AddRange(await MeasureAsync(root, server, kind));
            return figures;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(string root, ServerProcess server, Kind kind)
    {
        var wrk = new Wrk(root, kind);
        await using var floor = await FloorCommand.StartAsync(root, await kind.RecordAsync(server.Address));
        var (ours, bare) = (new RequestsSide(wrk, server.Address, server.Use), new RequestsSide(wrk, floor.Url, floor.Use));
        foreach (var side in (RequestsSide[])[ours, bare]) await side.WarmUpAsync(options.WarmUp);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var side in (RequestsSide[])[ours, bare]) await side.RoundAsync(options.Seconds);
        }

        return
        [
            Figure.Of($"{kind.Name}, a second", ours.PerSecond, bare.PerSecond, "N0", kind.Bound.For(options.Engine)),
            Figure.Of($"{kind.Name}: CPU of the server, µs a request", ours.Cpu, bare.Cpu, "F0", bound: null),
            new($"{kind.Name}: failed", Text(ours.Failures), Text(bare.Failures), ours.Failures + bare.Failures, "", Bound.AtMost(0, 0)),
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
