using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Memory;

/// <summary>What the server holds in memory before anybody asks it for something, and what everybody costs who only waits.</summary>
internal sealed class MemoryCommand(MemoryOptions options)
{
    private const int Turns = 10;

    /// <summary>They come first, so that what the first ones cost once and for all is not divided among the others.</summary>
    private const int FirstReaders = 100;

    private const double Mb = 1 << 20;
    private const double KiB = 1 << 10;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <returns>0 when every figure reaches what is asked of it, 1 when one does not.</returns>
    public async Task<int> RunAsync()
    {
        var figures = await MeasureAsync();
        return FigureTable.Tell(string.Create(CultureInfo.InvariantCulture, $"{options.Engine}, {options.Readers:N0} readers of {Turns} silent turns. Medians of {options.Rounds} servers, each on a folder with as many accounts (least..greatest). A MB is 1,048,576 bytes."), figures);
    }

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var (idle, eachReader) = (new Samples(), new Samples());
        await using var model = await NanochatCommand.StartAsync(SilentTurns.Model);
        for (var round = 0; round < options.Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
            try
            {
                var (before, reader) = await RoundAsync(new(folder, options.Engine, options.Program), model.Url);
                idle.Add(before / Mb);
                eachReader.Add(reader / KiB);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return
        [
            Figure.Of($"memory {Rest.TotalSeconds} s after the first 200, MB", idle, "F1", Bound.AtMost(95, 80).For(options.Engine)),
            Figure.Of("memory of each reader who waits, KiB", eachReader, "F1", Bound.AtMost(20, 16).For(options.Engine)),
        ];
    }

    /// <returns>Both in bytes.</returns>
    private async Task<(double Idle, double Reader)> RoundAsync(ServerSetup setup, Uri model)
    {
        var accounts = await Account.SeedAsync(setup, Turns);
        await using var server = await ServerProcess.StartAsync(setup, settings:
        [
            .. UpstreamSettings.Of((accounts[0].Model, model)),
            // Nobody need wait longer for a model that will not answer.
            ("Streaming:AnswerWait", "00:00:01"),
        ]);
        using (var http = new HttpClient { BaseAddress = server.Address }) await http.GetStringAsync(new Uri("/health", UriKind.Relative));
        await Task.Delay(Rest);
        var idle = server.Use.Memory;

        using var turns = new SilentTurns(server.Address, accounts);
        await turns.BeginAsync();
        await turns.AddReadersAsync(FirstReaders);
        await Task.Delay(Rest);
        var before = server.Use.Memory;
        await turns.AddReadersAsync(options.Readers);
        await Task.Delay(Rest);
        return (idle, (double)(server.Use.Memory - before) / options.Readers);
    }
}
