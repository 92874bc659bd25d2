using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Crowds;

/// <summary>Measures how somebody is served alone, and then, in the same run, while a crowd is there.</summary>
internal abstract class CrowdCommand(CrowdOptions options)
{
    private const double Mb = 1 << 20;

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
        var time = TimeSpan.FromSeconds(options.Seconds);
        var answer = await LongAnswer.WriteAsync(server.Address, accounts[0]);
        var visitor = new Visitor(server.Address, accounts[1]);
        await visitor.VisitAsync(time / 4);
        var before = await visitor.VisitAsync(time);
        server.Use.ForgetPeak();
        var memory = server.Use.Memory;
        using var over = new CancellationTokenSource();
        var crowd = BeginAsync(server.Address, accounts[0], answer, over.Token);
        // Until all are there.
        await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
        var during = await visitor.VisitAsync(time);
        var peak = server.ExitCode is null ? server.Use.PeakMemory : 0;
        await over.CancelAsync();
        await crowd;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {options.Engine}, {Crowd}{(options.Descriptors is { } limit ? $", ulimit -n {limit}" : "")} | before | during |
            |---|---|---|
            | requests of somebody else | {before.Count:N0} | {during.Count:N0} |
            | of them failed | {before.Failed} | {during.Failed} |
            | median, ms | {before.Median:F1} | {during.Median:F1} |
            | p99, ms | {before.P99:F1} | {during.P99:F1} |
            | longest, ms | {before.Longest:F1} | {during.Longest:F1} |
            | server's memory, MB, at its most | {memory / Mb:F0} | {peak / Mb:F0} |
            """));
        var fault = server.ExitCode is not null ? "the server has ended"
            : during.Failed > 0 ? "somebody was not served"
            : Fault(before, during, (peak - memory) / Mb);
        if (fault is not null) Console.WriteLine($"FAIL: {fault}");
        return fault is null ? 0 : 1;
    }
}
