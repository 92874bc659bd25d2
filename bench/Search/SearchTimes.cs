using System.Diagnostics;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Search;

/// <summary>Says what the searches of one kind cost in the store.</summary>
/// <param name="Median">In milliseconds.</param>
/// <param name="P95">In milliseconds.</param>
internal sealed record SearchTimes(double Median, double P95)
{
    private const int WarmUp = 20;
    private const int Searches = 50;
    private const int PageSize = 20;

    /// <summary>Measures the first page of searches for two words that half of all messages have.</summary>
    public static Task<SearchTimes> OfCommonWordsAsync(IStore store, Guid user)
    {
        var random = new Random(2);
        return MeasureAsync(store, user, () => $"{Texts.Word(random.Next(1, 20))} {Texts.Word(random.Next(20, 50))}");
    }

    public static async Task<SearchTimes> MeasureAsync(IStore store, Guid user, Func<string> query)
    {
        var times = new List<double>();
        for (var i = -WarmUp; i < Searches; i++)
        {
            var filter = new SearchFilter(user, QueryParser.Parse(query(), out _)!, ConversationFilter.All, null, null, DateTime.UnixEpoch, DateTime.MaxValue);
            var started = Stopwatch.GetTimestamp();
            await store.ReadAsync(new FindTexts(filter, Cursor.Top, PageSize), default);
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return new(times[Searches / 2], times[Searches * 95 / 100]);
    }
}
