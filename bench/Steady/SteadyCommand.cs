using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Load;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Steady;

/// <summary>A server at half of what it can do, for as long as is wanted: do memory, latency and the store's log stay as they are?</summary>
internal sealed class SteadyCommand(SteadyOptions options)
{
    private const int Rows = 60;
    private const int Clients = 64;

    /// <summary>More than are ever needed, unless the server stops answering.</summary>
    private const int ClientsAtRate = 1_024;

    private const string Model = "bench";
    private static readonly NanochatOptions Service = new(Tokens: 200, TokenBytes: 4, TokensPerSecond: 0, FlushEvery: 1);

    /// <returns>0 when all was flat, 1 when it was not.</returns>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            return await RunAsync(new ServerSetup(folder, options.Engine, options.Program)) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> RunAsync(ServerSetup setup)
    {
        var accounts = await Account.SeedAsync(setup, ClientsAtRate, Model);
        await using var model = await NanochatCommand.StartAsync(Service);
        await using var server = await ServerProcess.StartAsync(setup, settings: UpstreamSettings.Of((Model, model.Url)));
        await using var load = await LoadProcess.StartAsync(server.Address, accounts);

        var order = new LoadOrder(Model, Clients, Service.Tokens, Seconds: 20);
        // Or half of what the compiler leaves would be taken for half of what the server can do.
        await load.AskAsync(order with { Turns = Choice.UsualWarmUp });
        var full = await load.AskAsync(order);
        var rate = full.TurnsPerSecond / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {setup.Engine}: {full.TurnsPerSecond:N0} turns/s with {Clients} at once, {full.Errors} errors. From now on {rate:N0} begin each second, for {options.Minutes} minutes.

            {SteadyRow.Header}
            """));

        var (files, greatestLog) = (new StoreFiles(setup), 0L);
        var rows = new List<SteadyRow>();
        var atRate = order with { Clients = ClientsAtRate, Rate = rate, Seconds = options.Minutes * 60.0 / Rows };
        while (rows.Count < Rows)
        {
            var asked = load.AskAsync(atRate);
            while (!asked.IsCompleted)
            {
                await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(1)));
                greatestLog = Math.Max(greatestLog, files.Log);
            }

            rows.Add(new((rows.Count + 1) * atRate.Seconds / 3600, await asked, server.Use.Memory, files.Log, files.Size));
            Console.WriteLine(rows[^1]);
            if (rows[^1].Load.FirstError is { } error) Console.Error.WriteLine(error);
        }

        return new SteadyVerdict(rows, greatestLog, files.LogAtMost).Tell();
    }
}
