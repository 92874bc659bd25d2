using System.Globalization;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Search;

/// <summary>Measures what a search costs in the store, for one person who has all messages.</summary>
internal sealed class SearchCommand(SearchOptions options)
{
    public async Task<int> RunAsync()
    {
        Console.WriteLine($"""
            Milliseconds, {options.Messages.ToString("N0", CultureInfo.InvariantCulture)} messages of one person.

            | engine | query | p50 | p95 |
            |---|---|---|---|
            """);
        foreach (var engine in options.Engines)
        {
            using var side = new DataSide(engine);
            using var folder = side.Open();
            var user = await LongHistory.WriteAsync(folder.Store, options.Messages);
            var random = new Random(2);
            Tell(engine, "two common words", await SearchTimes.OfCommonWordsAsync(folder.Store, user));
            await MeasureAsync("two rare words", () => $"{Texts.Word(random.Next(9_000, 30_000))} {Texts.Word(random.Next(9_000, 30_000))}");
            await MeasureAsync("a phrase of two common words", () => $"\"{Texts.Word(random.Next(1, 20))} {Texts.Word(random.Next(20, 50))}\"");
            await MeasureAsync("the beginning of many words", () => $"w{random.Next(1, 10)}*");

            async Task MeasureAsync(string what, Func<string> query) =>
                Tell(engine, what, await SearchTimes.MeasureAsync(folder.Store, user, query));
        }

        return 0;
    }

    private static void Tell(string engine, string what, SearchTimes times) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {engine} | {what} | {times.Median:F1} | {times.P95:F1} |"));
}
