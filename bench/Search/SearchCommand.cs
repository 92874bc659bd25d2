using System.Diagnostics;
using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Search;

/// <summary>Measures what a search costs in the store, for one person who has all messages.</summary>
internal sealed class SearchCommand(SearchOptions options)
{
    private const int Searches = 50;
    private const int AtOnce = 64;
    private const int PageSize = 20;

    public async Task<int> RunAsync()
    {
        Console.WriteLine($"""
            Milliseconds, {options.Messages.ToString("N0", CultureInfo.InvariantCulture)} messages of one person.

            | engine | query | p50 | p95 |
            |---|---|---|---|
            """);
        foreach (var engine in options.Engines)
        {
            var path = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
            try
            {
                using var folder = new OpenFolder(path, engine);
                var user = await SeedAsync(folder.Store, engine);
                var random = new Random(2);
                await MeasureAsync(folder.Store, engine, user, "two common words", () => $"{Texts.Word(random.Next(1, 20))} {Texts.Word(random.Next(20, 50))}");
                await MeasureAsync(folder.Store, engine, user, "two rare words", () => $"{Texts.Word(random.Next(9_000, 30_000))} {Texts.Word(random.Next(9_000, 30_000))}");
                await MeasureAsync(folder.Store, engine, user, "a phrase of two common words", () => $"\"{Texts.Word(random.Next(1, 20))} {Texts.Word(random.Next(20, 50))}\"");
                await MeasureAsync(folder.Store, engine, user, "the beginning of many words", () => $"w{random.Next(1, 10)}*");
            }
            finally
            {
                Directory.Delete(path, recursive: true);
            }
        }

        return 0;
    }

    private async Task<Guid> SeedAsync(IStore store, string engine)
    {
        var started = Stopwatch.GetTimestamp();
        var time = TimeProvider.System.Now().AddSeconds(-options.Messages);
        var user = new User(Guid.CreateVersion7(time), "user@example.com", null, new string('x', 84), time);
        await store.WriteAsync(new AddUser(user, new(Guid.CreateVersion7(time), user.Id, new byte[32], time, time.AddYears(10))), default);
        var texts = new Texts(user.Id);
        foreach (var some in Enumerable.Range(0, options.Messages / Texts.PerConversation).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(i => store.WriteAsync(texts.Next(time.AddSeconds(i * Texts.PerConversation)), default).AsTask()));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: {options.Messages / seconds:N0} messages a second"));
        return user.Id;
    }

    private static async Task MeasureAsync(IStore store, string engine, Guid user, string what, Func<string> query)
    {
        var times = new List<double>();
        for (var i = 0; i < Searches; i++)
        {
            var filter = new SearchFilter(user, QueryParser.Parse(query(), out _)!, ConversationFilter.All, null, null, DateTime.UnixEpoch, DateTime.MaxValue);
            var started = Stopwatch.GetTimestamp();
            await store.ReadAsync(new FindTexts(filter, Cursor.Top, PageSize), default);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {engine} | {what} | {times[Searches / 2]:F1} | {times[Searches * 95 / 100]:F1} |"));
    }
}
