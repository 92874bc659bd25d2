using System.Globalization;
using System.Net;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Crowds;

/// <summary>
/// Measures how somebody is served alone and while a crowd is there, by turns in the same run, because other work on the machine changes.
/// One visitor has an address of its own, and another one has the address of the crowd.
/// </summary>
internal abstract class CrowdCommand(CrowdOptions options)
{
    private const double Mb = 1 << 20;
    private const int Rounds = 3;

    private static readonly IPAddress Own = IPAddress.Parse("127.0.0.2");

    protected CrowdOptions Options => options;

    protected abstract string Crowd { get; }

    /// <returns>0 when all is as it is to be, 1 when it is not.</returns>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            var setup = new ServerSetup(folder, options.Engine, options.Program) { Descriptors = options.Descriptors };
            var accounts = await Account.SeedAsync(setup, 2);
            await using var model = await NanochatCommand.StartAsync(LongAnswer.Model);
            await using var server = await ServerProcess.StartAsync(setup, settings: UpstreamSettings.Of((accounts[0].Model, model.Url)));
            return await MeasureAsync(server, accounts);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Comes, and stays until it is over.</summary>
    protected abstract Task BeginAsync(Uri server, Account account, Guid answer, CancellationToken over);

    /// <summary>What is not as it is to be; null if all is.</summary>
    /// <param name="mb">The memory that the crowd took.</param>
    protected abstract string? Fault(Visits before, Visits during, double mb);

    private async Task<int> MeasureAsync(ServerProcess server, Account[] accounts)
    {
        var time = TimeSpan.FromSeconds(options.Seconds) / Rounds;
        var answer = await LongAnswer.WriteAsync(server.Address, accounts[0]);
        Visitor[] NewVisitors() => [New(Own), New(IPAddress.Loopback)];
        Visitor New(IPAddress address) => new(server.Address, accounts[1], address);
        var (alone, crowded) = (NewVisitors(), NewVisitors());
        var (memory, peak) = (0.0, 0.0);
        for (var round = 0; round < Rounds && server.ExitCode is null; round++)
        {
            // Until the server is warm, and is done with the crowd of the round before.
            await VisitAsync(NewVisitors(), time / 2);
            await VisitAsync(alone, time);
            if (round == 0)
            {
                server.Use.ForgetPeak();
                memory = server.Use.Memory;
            }

            using var over = new CancellationTokenSource();
            var crowd = BeginAsync(server.Address, accounts[0], answer, over.Token);
            // Until all are there.
            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            await VisitAsync(crowded, time);
            if (server.ExitCode is null) peak = server.Use.PeakMemory;
            await over.CancelAsync();
            await crowd;
        }

        var (before, during, near) = (alone[0].Visits, crowded[0].Visits, (Before: alone[1].Visits, During: crowded[1].Visits));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {options.Engine}, {Crowd}{(options.Descriptors is { } limit ? $", ulimit -n {limit}" : "")} | without | with | same address, without | with |
            |---|---|---|---|---|
            | requests of somebody else | {before.Count:N0} | {during.Count:N0} | {near.Before.Count:N0} | {near.During.Count:N0} |
            | of them failed | {before.Failed} | {during.Failed} | {near.Before.Failed} | {near.During.Failed} |
            | median, ms | {before.Median:F1} | {during.Median:F1} | {near.Before.Median:F1} | {near.During.Median:F1} |
            | p99, ms | {before.P99:F1} | {during.P99:F1} | {near.Before.P99:F1} | {near.During.P99:F1} |
            | longest, ms | {before.Longest:F1} | {during.Longest:F1} | {near.Before.Longest:F1} | {near.During.Longest:F1} |
            | server's memory, MB, at its most | {memory / Mb:F0} | {peak / Mb:F0} | | |
            """));
        foreach (var failure in crowded.SelectMany(visitor => visitor.Failures)) Console.WriteLine(failure);
        var fault = server.ExitCode is not null ? "the server has ended"
            : during.Failed > 0 ? "somebody was not served"
            : Fault(before, during, (peak - memory) / Mb);
        if (fault is not null) Console.WriteLine($"FAIL: {fault}");
        return fault is null ? 0 : 1;
    }

    private static Task VisitAsync(Visitor[] visitors, TimeSpan time) => Task.WhenAll(visitors.Select(visitor => visitor.VisitAsync(time)));
}
