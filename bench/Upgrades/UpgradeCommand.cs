using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using SamosaChaat.Bench.Kills;
using SamosaChaat.Shared.Cli.Upgrades;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Upgrades;

/// <summary>
/// Upgrades large stores of the first version and of the one before the newest. It compares the time with what <c>upgrade --check</c> says.
/// </summary>
internal sealed class UpgradeCommand(UpgradeOptions options)
{
    private const double Megabyte = 1_000_000;

    // The version of PostgreSQL's schema that has an index of words, which later steps read.
    private const int PostgresWithWords = 13;

    public async Task<int> RunAsync()
    {
        using var postgres = options.Engines.Contains(StorageOptions.Postgres) ? OwnPostgres.StartInstalled() : null;
        Console.WriteLine("""
            | engine | from version | messages | store, MB | copied, MB | steps, MB | said, s | took, s |
            |---|---|---|---|---|---|---|---|
            """);
        foreach (var engine in options.Engines)
        {
            // LiteDB's steps write one document after another.
            var messages = options.Messages ?? (engine == StorageOptions.LiteDb ? 100_000 : 400_000);
            using var stores = new KilledStores(postgres, messages);
            foreach (var from in new[] { 1, ChatSchema.Migrations.NewestOf(engine) - 1 }) await MeasureAsync(stores, engine, from, messages);
        }

        return 0;
    }

    private async Task MeasureAsync(KilledStores stores, string engine, int from, int messages)
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-upgrade-").FullName;
        FirstVersion.Write(engine, folder, stores.ConnectionString(engine, folder), messages);
        var store = stores.Of(engine, folder);
        if (from > 1) BringTo(store, from);
        if (from >= PostgresWithWords && stores.ConnectionString(engine, folder) is { } connection) FillIndex(connection);
        var plan = UpgradePlan.Of(store);
        var said = UpgradeRate.Estimate(plan);
        var started = Stopwatch.GetTimestamp();
        await using (var run = CommandRun.Start(options.Program, ["upgrade", .. stores.Settings(engine, folder)]))
        {
            if (await run.Ended is { } failure) throw new InvalidOperationException(failure);
        }

        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {engine} | {from} | {messages:N0} | {plan.Size / Megabyte:F0} | {plan.Copied / Megabyte:F0} | {plan.Worked / Megabyte:F0} | {said.TotalSeconds:F0} | {took:F1} |"));
        stores.RemoveDatabase(folder);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Does what a server of that version does beside its work. The words need not be split as it splits them.</summary>
    private static void FillIndex(string connection)
    {
        using var db = new NpgsqlConnection($"{connection};Pooling=False");
        db.Open();
        using var fill = new NpgsqlCommand("INSERT INTO search_terms SELECT id, to_tsvector('simple', content) FROM messages", db) { CommandTimeout = 0 };
        fill.ExecuteNonQuery();
    }

    private static void BringTo(StorageOptions store, int version)
    {
        using var folder = new DataFolder(Options.Create(store)) { KeepsReserve = false };
        StorageRegistration.Open(store, folder, new EarlierSchema(version)).Dispose();
    }
}
