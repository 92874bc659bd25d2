using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Search.SearchConversations;

/// <summary>Is a title or a message that was found.</summary>
/// <param name="Message">Null for a title.</param>
internal sealed record SearchHit(Guid ConversationId, string Title, DateTime CreatedAt, FoundMessage? Message);

/// <summary>Holds the results of a page.</summary>
/// <param name="Next">The position of the next page. Null if this page is the last one.</param>
internal sealed record SearchPage(List<SearchHit> Hits, Cursor? Next);

/// <summary>
/// Finds titles and messages of a user after the cursor. Titles come first, in the order of the list of conversations, and then the
/// messages of the active paths, newest first.
/// </summary>
/// <param name="limit">
/// 1 or more, and less than <see cref="int.MaxValue"/>. The query looks for one more hit to find out whether there is a next page.
/// </param>
internal sealed class FindTexts(SearchFilter filter, Cursor from, int limit) : TableQuery<SearchPage>
{
    /// <summary>The number of messages whose texts one page reads to look for phrases, at most. The next page continues there.</summary>
    internal const int MostTexts = 1_000;

    private const int TextsAtOnce = 100;
    private const int TitlesAtOnce = 500;

    protected override async ValueTask<SearchPage> ReadAsync(ITableReader db)
    {
        var (hits, places) = (new List<SearchHit>(), new List<Cursor>());
        if (from.IsTitle && filter.Role is null) await FindTitlesAsync(db, Add);
        if (hits.Count <= limit && await FindMessagesAsync(db, limit + 1 - hits.Count, Add) is { } stop) return new(hits, stop);
        return hits.Count > limit ? new(hits[..limit], places[limit - 1]) : new(hits, null);

        bool Add(SearchHit hit, Cursor place)
        {
            hits.Add(hit);
            places.Add(place);
            return hits.Count <= limit;
        }
    }

    /// <summary>Reads through the titles of the user.</summary>
    private async ValueTask FindTitlesAsync(ITableReader db, Func<SearchHit, Cursor, bool> add)
    {
        var at = from;
        while (true)
        {
            var page = await db.NewestBelow(filter.UserId, filter.Conversations, at.UpdatedAt, at.Id, TitlesAtOnce);
            foreach (var own in page)
            {
                at = Cursor.Below(own);
                if (IsHit(own) && !add(new(own.Id, own.Title, own.CreatedAt, Message: null), at)) return;
            }

            if (page.Count < TitlesAtOnce) return;
        }
    }

    private bool IsHit(Conversation own) =>
        (filter.ConversationId ?? own.Id) == own.Id && filter.Covers(own.CreatedAt) && filter.Query.Accepts(own.Title);

    /// <summary>Returns the position where the search ends before it has read all messages. Null if it has read enough.</summary>
    private async ValueTask<Cursor?> FindMessagesAsync(ITableReader db, int wanted, Func<SearchHit, Cursor, bool> add)
    {
        var needsText = filter.Query.NeedsText;
        var (at, atOnce) = (from, needsText ? TextsAtOnce : wanted);
        for (var read = 0; read < MostTexts; read += atOnce)
        {
            var page = await db.SearchBelow(filter, at.Place, atOnce);
            foreach (var message in page)
            {
                at = Cursor.Below(message);
                if (needsText && !filter.Query.Accepts(message.Content)) continue;
                if (!add(new(message.ConversationId, message.Title, message.CreatedAt, message), at)) return null;
            }

            if (page.Count < atOnce) return null;
        }

        return at;
    }
}
