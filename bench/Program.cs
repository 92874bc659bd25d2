using SamosaChaat.Bench.All;
using SamosaChaat.Bench.Cluster;
using SamosaChaat.Bench.Crowds;
using SamosaChaat.Bench.Data;
using SamosaChaat.Bench.Fuzz;
using SamosaChaat.Bench.Kills;
using SamosaChaat.Bench.Lists;
using SamosaChaat.Bench.Load;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Memory;
using SamosaChaat.Bench.Mirrors;
using SamosaChaat.Bench.Parts;
using SamosaChaat.Bench.Ratios;
using SamosaChaat.Bench.Readers;
using SamosaChaat.Bench.Requests;
using SamosaChaat.Bench.Rolling;
using SamosaChaat.Bench.Rows;
using SamosaChaat.Bench.Search;
using SamosaChaat.Bench.SecondReader;
using SamosaChaat.Bench.Soak;
using SamosaChaat.Bench.Steady;
using SamosaChaat.Bench.Turns;
using SamosaChaat.Bench.Upgrades;
using SamosaChaat.Bench.Upstream;

const string Usage = """
    dotnet run -c Release --project bench -- <command>

      all     everything that is asked of the program's speed, as ratios to something else in the same run
              --engine NAME       sqlite, litedb or both; what LiteDB gives is only told (sqlite)
              --program FILE      a published executable (else it is published first)
              --rounds N          of each side (5)
              --warm-up N         turns of each side before (40000)
              --smoke true        everything once and small: that it works, no figures (false)
              --check true        end with 1 when a figure misses what is to be reached (false)
              --report DIR        write the table and the plot into its performance-experiments.md and performance.svg

      lists   shows that a list costs the same in a full table as in a small one
              --conversations N   how many the full table has (1000000)
              --engine NAME       sqlite, litedb or both (both)
              --folder DIR        keep the seeded data there and use it again (else a temporary folder)

      search  what a search costs for a person with many messages
              --messages N        how many (100000)
              --engine NAME       sqlite, litedb, postgres or all (all)

      data    search, export, import, backup and copy of a person with many messages
              --messages N        how many (1000, then 100000, then 1000000)
              --engine NAME       sqlite, litedb, postgres or all (all)

      soak    people at work while their server is killed again and again: no turn is lost, doubled or stuck
              --minutes N         how long (1)
              --kills K           until so many kills instead
              --seed S            of the first server; the next ones count on (1)
              --engine NAME       sqlite or litedb (sqlite)
              --strict true       no event leaves before it is durable (false)
              --servers N         so many at once, each with its own folder and people (1)
              --people N          of each server (8)

      kills   long operations are killed at random moments: the source is intact, and the target is complete or refused
              --operation NAME    export, import, backup, restore, copy, upgrade, index, compact or all (all)
              --times N           kills of each (100)
              --seed S            of the moments (1)
              --engine NAME       sqlite, litedb, postgres or all (sqlite)
              --messages N        in the store (4000)

      upgrade large stores of old versions are upgraded: what upgrade --check says, and what it takes
              --messages N        in each store (400000, with litedb 100000)
              --engine NAME       sqlite, litedb, postgres or all (all)

      fuzz    valid, nearly valid and senseless requests to every operation of the OpenAPI document: each answer is as documented, and no user gets data of another
              --requests N        to each engine (10000)
              --seconds N         stop after this time, even if requests are left
              --seed S            of the requests (1)
              --engine NAME       sqlite, litedb, postgres or all (sqlite)

      cluster several nodes on one PostgreSQL, and a fault every few seconds: no promise of the program is broken
              --minutes N         how long (1)
              --seconds N         how long instead
              --seed S            of the faults and the people (1)
              --nodes N           processes of the program (3)
              --faults A,B        only these kinds, to find out which one matters

      mirror  what it costs to read a turn on another node of the cluster than its own
              --rounds N          turns that are measured (5)
              --tokens N          of each answer (200)
              --readers N         how many read one turn on the other node (1000)

      rolling three nodes on PostgreSQL are updated one after the other while clients work: no error, only resumed streams
              --old FILE          the program of the version before
              --new FILE          the program that takes its place (the one that was built with this project)
              --clients N         how many are active (24)
              --seconds N         how long they work between two replacements (6)
              --restart true      an old node also starts again on the new schema (false)

      readers a turn with a crowd of readers who stall: all see the same, and the server's memory stays within bounds
              --readers N         how many (1000)
              --seconds N         how long the turn takes (20)
              --seed S            of the readers' pauses (1)
              --engine NAME       sqlite, litedb or both (both)

      second-reader
              what it costs a turn's stream that somebody else reads the turn too
              --clients N         turns at once (16)
              --turns N           of each side and round (1000)
              --warm-up N         turns before (10000)
              --tokens N          of each answer (200)
              --tokens-per-second N
                                  of each answer, 0 for as fast as it can (0)
              --flush-every N     tokens that leave the model's service at once, 0 for all (10)
              --engine NAME       sqlite or litedb (sqlite)

      turns   durable turns and paced streams, held against nginx that passes on the same bytes (Linux, with nginx installed)
              --rounds N          of each side (5)
              --warm-up N         turns of each side before (40000)
              --engine NAME       sqlite or litedb (sqlite)
              --smoke true        everything once and small: that it works, no figures (false)

      ratios  durable turns of one node on PostgreSQL, held against pgbench and against SQLite (PostgreSQL installed)
              --rounds N          of each side (5)
              --warm-up N         turns of each side before (40000)
              --smoke true        everything once and small: that it works, no figures (false)

      steady  half of what the server can do, for an hour: memory, latency and the store's log stay as they are
              --minutes N         how long (60)
              --engine NAME       sqlite or litedb (sqlite)

      load    the generator of turns, as the other commands start it; orders in JSON on its input, results on its output; it ends with its input
              --target URL        who is asked
              --accounts FILE     whose conversations the turns go to; without it POST /{model}/generate is asked

      requests
              lists, messages and new conversations a second by wrk (a package of Debian), against bare Kestrel with the same bytes
              --rounds N          how often each side is measured (5)
              --seconds N         how long each time (3)
              --conversations N   how many the table has (100000)
              --warm-up N         requests before, of each side and kind (60000)
              --engine NAME       sqlite or litedb (sqlite)

      floor   the bare Kestrel that requests starts: one answer to everything; it ends with its input
              --body FILE         what it answers
              --content-type TYPE (application/json)
              --status N          (200)

      rows    what many writers gain by sharing commits, and whether a full store writes and reads as fast as a small one
              --rounds N          how often each side is measured (5)
              --seconds N         how long each time (2)
              --messages N        how many the full store has (1000000)
              --engine NAME       sqlite or litedb (sqlite)
              --folder DIR        keep the seeded data there and use it again (else a temporary folder)

      memory  what the server holds in memory at rest, and for each reader who waits
              --rounds N          how many servers, one after another (5)
              --readers N         how many wait at once (1000)
              --engine NAME       sqlite or litedb (sqlite)

      slow-clients
              clients that send a byte a second or do not read: how others are served meanwhile, and the server's memory
              --clients N         how many (2000)
              --seconds N         how long others are measured, before and during (10)
              --descriptors N     ulimit -n of the server (that of this process)
              --engine NAME       sqlite or litedb (sqlite)

      login-flood
              threads that sign in with wrong passwords, without rates: how long others wait meanwhile
              --clients N         how many at once (8)
              --seconds N         how long others are measured, before and during (10)
              --engine NAME       sqlite or litedb (sqlite)

      login-times
              whether the time of a login tells if there is an account
              --clients N         how many logins with a wrong password, and with an unknown email (200)
              --engine NAME       sqlite or litedb (sqlite)

      bulk    readers of a stored answer of 1 MiB, in waves: how long others wait meanwhile
              --clients N         how many at once (200)
              --seconds N         how long others are measured, before and during (10)
              --descriptors N     ulimit -n of the server (that of this process)
              --engine NAME       sqlite or litedb (sqlite)

      parts   the parts that everything goes through, by BenchmarkDotNet: time and bytes allocated
              --rounds N          how many iterations (5)

      nanochat
              a model's service that is faster than who asks it, as the other commands start it; it ends with its input
              --tokens N          of each answer (200)
              --token-bytes N     of each token (4)
              --tokens-per-second N
                                  of each answer, 0 for as fast as it can (0)
              --flush-every N     tokens that leave at once, 0 for all (1)
              --kind NAME         nanochat or openai (nanochat)

    soak, kills, upgrade, fuzz, cluster, readers, second-reader, turns, ratios, steady, requests, memory, slow-clients, login-flood, login-times, bulk, mirror and data take --program FILE: a published executable instead of the program that was built with this project.
    """;

#if DEBUG
Console.Error.WriteLine("This is a Debug build: its figures say nothing. Run it with -c Release.");
#endif

try
{
    switch (args.FirstOrDefault())
    {
        case "all":
            return await new AllCommand(AllOptions.Parse(args[1..])).RunAsync();
        case "lists":
            return await new ListsCommand(ListsOptions.Parse(args[1..])).RunAsync();
        case "search":
            return await new SearchCommand(SearchOptions.Parse(args[1..])).RunAsync();
        case "data":
            return await new DataCommand(DataOptions.Parse(args[1..])).RunAsync();
        case "readers":
            return await new ReadersCommand(ReadersOptions.Parse(args[1..])).RunAsync();
        case "second-reader":
            return await new SecondReaderCommand(SecondReaderOptions.Parse(args[1..])).RunAsync();
        case "turns":
            return await new TurnsCommand(Choice.Parse("turns", args[1..])).RunAsync();
        case "steady":
            return await new SteadyCommand(SteadyOptions.Parse(args[1..])).RunAsync();
        case "load":
            return await new LoadCommand(LoadOptions.Parse(args[1..])).RunAsync();
        case "nanochat":
            return await new NanochatCommand(NanochatOptions.Parse(args[1..])).RunAsync();
        case "requests":
            return await new RequestsCommand(RequestsOptions.Parse(args[1..])).RunAsync();
        case "floor":
            return await new FloorCommand(FloorOptions.Parse(args[1..])).RunAsync();
        case "rows":
            return await new RowsCommand(RowsOptions.Parse(args[1..])).RunAsync();
        case "memory":
            return await new MemoryCommand(MemoryOptions.Parse(args[1..])).RunAsync();
        case "slow-clients":
            return await new SlowClientsCommand(CrowdOptions.Parse("slow-clients", 2_000, args[1..])).RunAsync();
        case "login-flood":
            return await new LoginFloodCommand(CrowdOptions.Parse("login-flood", 8, args[1..])).RunAsync();
        case "login-times":
            return await new LoginTimesCommand(CrowdOptions.Parse("login-times", 200, args[1..])).RunAsync();
        case "bulk":
            return await new BulkCommand(CrowdOptions.Parse("bulk", 200, args[1..])).RunAsync();
        case "parts":
            return new PartsCommand(PartsOptions.Parse(args[1..])).Run();
        case "ratios":
            return await new RatiosCommand(Choice.Parse("ratios", args[1..])).RunAsync();
        case "cluster":
            return await new ClusterCommand(ClusterOptions.Parse(args[1..])).RunAsync();
        case "mirror":
            return await new MirrorCommand(MirrorOptions.Parse(args[1..])).RunAsync();
        case "rolling":
            return await new RollingCommand(RollingOptions.Parse(args[1..])).RunAsync();
        case "fuzz":
            return await new FuzzCommand(FuzzOptions.Parse(args[1..])).RunAsync();
        case "kills":
            return await new KillsCommand(KillsOptions.Parse(args[1..])).RunAsync();
        case "upgrade":
            return await new UpgradeCommand(UpgradeOptions.Parse(args[1..])).RunAsync();
        case "soak":
            return await new SoakCommand(SoakOptions.Parse(args[1..])).RunAsync();
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Usage);
    return 2;
}
