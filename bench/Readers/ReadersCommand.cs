using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Readers;

/// <summary>One turn, a crowd of readers who stall: does each get all of it, and does the server's memory stay within bounds?</summary>
internal sealed class ReadersCommand(ReadersOptions options)
{
    /// <summary>
    /// For a client that does not read, Kestrel takes 64 KiB before it makes the writer wait, and the writer has handed over up to 64 KiB more; the rest is the
    /// connection and its request. A queue of its own for each reader would be megabytes here.
    /// </summary>
    private const int KibPerReader = 192;

    /// <returns>0 when it was so on every engine, 1 when it was not.</returns>
    public async Task<int> RunAsync()
    {
        var passed = true;
        foreach (var engine in options.Engines)
        {
            var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
            try
            {
                passed &= await MeasureAsync(new(folder, engine, options.Program));
            }
            catch (InvalidDataException e)
            {
                Console.WriteLine($"FAIL {engine}: {e.Message}");
                passed = false;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return passed ? 0 : 1;
    }

    private async Task<bool> MeasureAsync(ServerSetup setup)
    {
        var accounts = await Account.SeedAsync(setup, 2);
        await using var model = await NanochatCommand.StartAsync(new(ReadersOptions.Tokens, ReadersOptions.TokenBytes, ReadersOptions.Tokens / options.Seconds, FlushEvery: 10));
        await using var server = await ServerProcess.StartAsync(setup, settings:
        [
            ("Inference:Upstreams:0:Name", "bench"),
            ("Inference:Upstreams:0:Kind", "nanochat"),
            ("Inference:Upstreams:0:BaseUrl", model.Url.OriginalString),
        ]);

        var alone = await Crowd.ReadAsync(options with { Readers = 1 }, server.Address, accounts[0]);
        await Task.Delay(TimeSpan.FromSeconds(4));
        var (peakAlone, before) = (server.Use.PeakMemory, server.Use.Memory);
        var crowd = await Crowd.ReadAsync(options, server.Address, accounts[1]);
        var peak = server.Use.PeakMemory;
        await Task.Delay(TimeSpan.FromSeconds(4));
        var after = server.Use.Memory;
        await server.TerminateAsync(TimeSpan.FromMinutes(1));
        var log = await StoredCheck.HoldReplayAsync(crowd.Seen, setup, accounts[1], crowd.Message);

        var perReader = Math.Max(0, peak - peakAlone) / 1024.0 / (options.Readers - 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {setup.Engine}, {options.Readers:N0} readers, seed {options.Seed} | |
            |---|---|
            | the turn: {crowd.Events:N0} events, MB on the wire to each reader | {Mb(crowd.Seen.Length)} |
            | MB that its log holds, once for all readers | {Mb(log)} |
            | readers that saw all of it, the same and what is stored | {options.Readers:N0} |
            | times that a reader was cut and resumed | {crowd.Cuts:N0} |
            | server's memory, MB: most with one reader | {Mb(peakAlone)} |
            | before the crowd | {Mb(before)} |
            | most with it | {Mb(peak)} |
            | after it | {Mb(after)} |
            | KiB for each further reader | {perReader:F0} |

            """));
        var fault = crowd.Cuts == 0 ? "no reader was cut, so nothing was resumed" : perReader > KibPerReader ? "more memory a reader than may be" : null;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(fault is null ? "PASS" : "FAIL")} {setup.Engine}: {perReader:F0} KiB a reader, at most {KibPerReader}; {crowd.Cuts} cut and resumed {fault}"));
        return fault is null;
    }

    private static string Mb(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}
