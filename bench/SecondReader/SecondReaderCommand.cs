using System.Diagnostics;
using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.SecondReader;

/// <summary>
/// Does a turn's stream cost more because the turn is read by somebody else too? Three sides in turns: nobody else reads; somebody reads the turn that runs;
/// somebody reads as much from a program that does nothing else. What is between the second and the third is what a second reader costs more than its own bytes.
/// </summary>
internal sealed class SecondReaderCommand(SecondReaderOptions options)
{
    private const int Rounds = 5;

    /// <summary>Of the turns a second; two runs of the same side differ by as much.</summary>
    private const double AtLeast = 0.9;

    /// <returns>0 when it costs no more than the noise, 1 when it does.</returns>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            return await MeasureAsync(new(folder, options.Engine, options.Program)) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> MeasureAsync(ServerSetup setup)
    {
        var accounts = await Account.SeedAsync(setup, options.Clients);
        await using var model = await NanochatCommand.StartAsync(new(options.Tokens, TokenBytes: 4, options.TokensPerSecond, options.FlushEvery));
        await using var server = await ServerProcess.StartAsync(setup, settings: UpstreamSettings.Of((accounts[0].Model, model.Url)));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var bare = new HttpClient { BaseAddress = model.Url };
        // The user's message, the tokens, done.
        var conversations = Array.ConvertAll(accounts, account => new Conversation(new(http, account), bare, options.Tokens + 2));

        var sides = Enum.GetValues<Side>();
        foreach (var side in sides) await RoundAsync(conversations, side, options.WarmUp / sides.Length);

        var figures = Array.ConvertAll(sides, _ => new Figures());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var side in sides)
            {
                var (serverCpu, otherCpu) = (server.Use.Cpu, Others());
                var started = Stopwatch.GetTimestamp();
                var took = await RoundAsync(conversations, side, options.Turns);
                var elapsed = Stopwatch.GetElapsedTime(started);
                var of = figures[(int)side];
                of.Turns.Add(took.Length / elapsed.TotalSeconds);
                of.ServerCpu.Add((server.Use.Cpu - serverCpu).TotalMilliseconds / took.Length);
                of.OtherCpu.Add((Others() - otherCpu).TotalMilliseconds / took.Length);
                of.P50.Add(took.Order().ElementAt(took.Length / 2).TotalMilliseconds);
            }
        }

        return Tell(figures);

        TimeSpan Others() => model.Use.Cpu + Environment.CpuUsage.TotalTime;
    }

    /// <summary>So many turns, spread over the conversations; returns how long each took.</summary>
    private static async Task<TimeSpan[]> RoundAsync(Conversation[] conversations, Side side, int turns)
    {
        var took = new TimeSpan[turns];
        var next = -1;
        await Task.WhenAll(conversations.Select(async conversation =>
        {
            while (Interlocked.Increment(ref next) is var turn && turn < turns) took[turn] = await conversation.TakeTurnAsync(side);
        }));
        return took;
    }

    private bool Tell(Figures[] figures)
    {
        var (alone, watched, beside) = (figures[(int)Side.Alone], figures[(int)Side.Watched], figures[(int)Side.Beside]);
        var ratio = watched.Turns.Over(beside.Turns);
        var passed = ratio.Median >= AtLeast;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {options.Engine}, {options.Clients} turns at once of {options.Tokens} tokens, {options.FlushEvery} a flush, {(options.TokensPerSecond == 0 ? "as fast as can be" : $"{options.TokensPerSecond} a second")}. Medians of {Rounds} rounds of {options.Turns:N0} turns (least..greatest).

            | | nobody else reads | the turn is read twice | a bare stream is read beside | twice / beside |
            |---|---|---|---|---|
            | turns/s, posted and read | {alone.Turns.ToString("N0")} | {watched.Turns.ToString("N0")} | {beside.Turns.ToString("N0")} | {ratio} |
            | streams/s, all | {alone.Turns.Median:N0} | {watched.Turns.Median * 2:N0} | {beside.Turns.Median * 2:N0} | |
            | server's CPU, ms a turn | {alone.ServerCpu.ToString("F2")} | {watched.ServerCpu.ToString("F2")} | {beside.ServerCpu.ToString("F2")} | {watched.ServerCpu.Over(beside.ServerCpu)} |
            | CPU of clients and model, ms a turn | {alone.OtherCpu.ToString("F2")} | {watched.OtherCpu.ToString("F2")} | {beside.OtherCpu.ToString("F2")} | {watched.OtherCpu.Over(beside.OtherCpu)} |
            | p50 of a posted turn, ms | {alone.P50.ToString("F1")} | {watched.P50.ToString("F1")} | {beside.P50.ToString("F1")} | {watched.P50.Over(beside.P50)} |

            {(passed ? "PASS" : "FAIL")} {options.Engine}: {ratio} of the turns/s when a bare stream is read instead, at least {AtLeast}
            """));
        return passed;
    }
}
