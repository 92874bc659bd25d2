using System.Diagnostics;
using System.Globalization;
using SamosaChaat.Bench.Fuzz.World;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Fuzz;

/// <summary>
/// Sends valid, nearly valid and senseless requests to every operation of the served OpenAPI document, and checks each answer against the
/// document. Most of them go to a server without rates, the rest to one whose rates are low.
/// </summary>
internal sealed class FuzzCommand(FuzzOptions options)
{
    private const double PartWithRates = 0.05;

    /// <summary>A user who goes, by a request of their own or an administrator's, is replaced by one of these.</summary>
    private const int RequestsPerUser = 15;

    private readonly Violations violations = new();

    /// <returns>0 when no answer was wrong on any engine, 1 when one was.</returns>
    public async Task<int> RunAsync()
    {
        foreach (var engine in options.Engines)
        {
            var folder = Directory.CreateTempSubdirectory("samosachaat-fuzz-").FullName;
            try
            {
                using var database = engine == StorageOptions.Postgres ? OwnPostgres.StartInstalled() : null;
                await RunAsync(new(folder, engine, options.Program, database?.ConnectionString));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        foreach (var (kind, count) in violations.ByKind) Console.WriteLine($"VIOLATION {kind}: {count}");
        return violations.Total == 0 ? 0 : 1;
    }

    private async Task RunAsync(ServerSetup setup)
    {
        var started = Stopwatch.GetTimestamp();
        var before = violations.Total;
        var accounts = await SeededAccounts.SeedAsync(setup, spare: 40 + (options.MostRequests / RequestsPerUser));
        var statuses = new StatusCounts();
        var withRates = (int)(options.MostRequests * PartWithRates);
        foreach (var (first, count, part, settings) in new[]
        {
            (0, options.MostRequests - withRates, 1 - PartWithRates, FuzzSettings.WithoutRates),
            (options.MostRequests - withRates, withRates, PartWithRates, FuzzSettings.WithRates),
        })
        {
            var time = options.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds * part) : Timeout.InfiniteTimeSpan;
            await new FuzzRun(options.Seed, accounts, statuses, violations).RunAsync(setup, settings, first, count, time);
        }

        if (statuses.Total == 0) violations.Add("nothing was sent", setup.Engine);

        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"fuzz: {setup.Engine}, seed {options.Seed}, {statuses.Total:N0} requests in {took:mm\\:ss}, {statuses.Total / took.TotalSeconds:N0} a second; {statuses}; {violations.Total - before} violations"));
    }
}
