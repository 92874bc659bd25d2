using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Bench.Lists;

/// <summary>Does a list cost the same in a full table as in a small one? Over HTTP against the whole program, and inside the store alone.</summary>
internal sealed class ListsCommand(ListsOptions options)
{
    private const int Few = 1_000;
    private const double AtMost = 1.5;

    /// <returns>0 when every engine's list is flat, 1 when one is not.</returns>
    public async Task<int> RunAsync()
    {
        var root = options.Folder ?? Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            var verdicts = new List<(string Engine, Ratio Ratio)>();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                Microseconds: median of the rounds' p50 (least..greatest), median of their p95.

                | engine | what | {Few:N0} conversations | {options.Conversations:N0} | ratio of p50 |
                |---|---|---|---|---|
                """));
            foreach (var engine in options.Engines) verdicts.Add((engine, await MeasureAsync(root, engine)));

            Console.WriteLine();
            foreach (var (engine, ratio) in verdicts)
            {
                Console.WriteLine($"{(IsFlat(ratio) ? "PASS" : "FAIL")} {engine}: GET /conversations {ratio}, at most {AtMost.ToString(CultureInfo.InvariantCulture)}");
            }

            return verdicts.TrueForAll(verdict => IsFlat(verdict.Ratio)) ? 0 : 1;
        }
        finally
        {
            if (options.Folder is null) Directory.Delete(root, recursive: true);
        }
    }

    private static bool IsFlat(Ratio ratio) => ratio.Median <= AtMost;

    private async Task<Ratio> MeasureAsync(string root, string engine)
    {
        var few = await Table.SeededAsync(root, engine, Few);
        var many = await Table.SeededAsync(root, engine, options.Conversations);

        var (fewTokens, manyTokens) = await MeasureStoreAsync(few, many);
        return await MeasureServerAsync(few, many, fewTokens, manyTokens);
    }

    private static async Task<(string[] Few, string[] Many)> MeasureStoreAsync(Table few, Table many)
    {
        using var fewOpen = new OpenFolder(few.Path, few.Engine);
        using var manyOpen = new OpenFolder(many.Path, many.Engine);
        var series = await Interleaved.MeasureAsync(ReadFrom(fewOpen, few), ReadFrom(manyOpen, many));
        Tell(few.Engine, "the store's read alone", series[0], series[1]);
        return (few.Tokens(fewOpen), many.Tokens(manyOpen));
    }

    private static Func<ValueTask> ReadFrom(OpenFolder folder, Table table)
    {
        var random = new Random(1);
        return async () =>
        {
            using var page = await folder.Store.ReadAsync(
                new PageOfConversations(
                    table.People[random.Next(table.People.Length)].UserId, Cursor.Top, Visitors.PageSize, ConversationFilter.NotArchived),
                default);
        };
    }

    private static async Task<Ratio> MeasureServerAsync(Table few, Table many, string[] fewTokens, string[] manyTokens)
    {
        await using var fewServer = await ServerProcess.StartAsync(new(few.Path, few.Engine));
        await using var manyServer = await ServerProcess.StartAsync(new(many.Path, many.Engine));
        using var fewVisitors = new Visitors(fewServer.Address, fewTokens);
        using var manyVisitors = new Visitors(manyServer.Address, manyTokens);
        await fewVisitors.ArriveAsync();
        await manyVisitors.ArriveAsync();

        var series = await Interleaved.MeasureAsync(
            fewVisitors.ListAsync, manyVisitors.ListAsync, fewVisitors.FloorAsync, manyVisitors.FloorAsync);
        Tell(few.Engine, $"`GET /conversations?limit={Visitors.PageSize}`", series[0], series[1]);
        Tell(few.Engine, "`GET /.well-known/jwks.json`, the floor", series[2], series[3]);
        Console.WriteLine($"| {few.Engine} | memory of the server, MB | {fewServer.Use.Memory / 1_000_000} | {manyServer.Use.Memory / 1_000_000} | |");
        return series[1].Over(series[0]);
    }

    private static void Tell(string engine, string what, Series few, Series many) =>
        Console.WriteLine($"| {engine} | {what} | {few} | {many} | {many.Over(few)} |");
}
