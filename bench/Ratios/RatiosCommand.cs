using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Load;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Turns;
using SamosaChaat.Bench.Upstream;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Ratios;

/// <summary>Holds durable turns on PostgreSQL against single-row transactions of as many clients, and against turns on SQLite, in one run.</summary>
internal sealed class RatiosCommand(Choice choice)
{
    private const int Clients = 64;
    private const string Model = "at-once";

    private static readonly NanochatOptions Service = new(Tokens: 200, TokenBytes: 4, TokensPerSecond: 0, FlushEvery: 0);

    private readonly Sizes sizes = choice.Smoke ? Sizes.Smoke : Sizes.Full;

    /// <returns>0 when every figure is reached, 1 when one is not.</returns>
    public async Task<int> RunAsync()
    {
        if (!OwnPostgres.IsInstalled) throw new ArgumentException("PostgreSQL is not installed (a folder with initdb and postgres: SAMOSACHAAT_POSTGRES).");
        var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            // The tests' server does not wait for its disk. This one does.
            using var database = OwnPostgres.StartInstalled("fsync=on", "full_page_writes=on");
            return FigureTable.Tell($"PostgreSQL against pgbench and SQLite, {Clients} clients", await MeasureAsync(folder, database));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(string folder, OwnPostgres database)
    {
        var onPostgres = new ServerSetup(Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName, StorageOptions.Postgres, choice.Program, database.ConnectionString);
        var onSqlite = new ServerSetup(Directory.CreateDirectory(Path.Combine(folder, "sqlite")).FullName, StorageOptions.Sqlite, choice.Program);
        var (accounts, others) = (await Account.SeedAsync(onPostgres, Clients, Model), await Account.SeedAsync(onSqlite, Clients, Model));
        var batches = await BatchTrips.CountAsync(onPostgres, database, await Account.SeedAsync(onPostgres, Clients + 1, "trips"));

        await using var service = await NanochatCommand.StartAsync(Service);
        var settings = UpstreamSettings.Of((Model, service.Url));
        await using var postgres = await ServerProcess.StartAsync(onPostgres, settings: settings);
        await using var sqlite = await ServerProcess.StartAsync(onSqlite, settings: settings);
        await using var postgresLoad = await LoadProcess.StartAsync(postgres.Address, accounts);
        await using var sqliteLoad = await LoadProcess.StartAsync(sqlite.Address, others);
        var server = new ProcessTree(Postmaster(database));

        // Everything is measured in each round, one after the other.
        var order = new LoadOrder(Model, Clients, Service.Tokens, Seconds: sizes.Seconds);
        var contest = new Contest(1, Contender.Of(postgres, postgresLoad), Contender.Of(sqlite, sqliteLoad));
        await contest.WarmUpAsync(order, choice.WarmUp);
        using var pgbench = new PgBench(database);
        var (turns, sqliteTurns, cpu, sqliteCpu, serverCpu) = (new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = 0; round < choice.Rounds; round++)
        {
            pgbench.Run(Clients, sizes.Seconds);
            var before = server.Cpu;
            var sides = await contest.MeasureAsync($"round {round + 1}", order);
            turns.Add(sides[0].TurnsPerSecond.Median);
            sqliteTurns.Add(sides[1].TurnsPerSecond.Median);
            cpu.Add(sides[0].Cpu.Median);
            sqliteCpu.Add(sides[1].Cpu.Median);
            serverCpu.Add((server.Cpu - before).TotalMilliseconds / sides[0].Turns);
        }

        return
        [
            Figure.Of("durable turns/s on PostgreSQL / pgbench, one row a transaction", turns, pgbench.PerSecond, "N0", null),
            Figure.Of("durable turns/s on SQLite / pgbench, one row a transaction", sqliteTurns, pgbench.PerSecond, "N0", null),
            Figure.Of("durable turns/s on PostgreSQL / on SQLite", turns, sqliteTurns, "N0", null),
            Figure.Of("CPU of the node / of the program on SQLite, ms a turn", cpu, sqliteCpu, "F3", Bound.AtMost(1.6, 1.3)),
            Figure.Of("CPU of PostgreSQL, ms a turn", serverCpu, "F3", null),
            Figure.Of(string.Create(CultureInfo.InvariantCulture, $"round trips of a batch of {batches.Commands:N0} commands"), new Samples(batches.Trips), "F2", Bound.AtMost(3, 2)),
        ];
    }

    private static int Postmaster(OwnPostgres database) => int.Parse(
        database.Ask("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)")[0], CultureInfo.InvariantCulture);
}
