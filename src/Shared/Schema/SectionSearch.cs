using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>Searches messages on document engines, by their <see cref="SearchSections"/>.</summary>
internal static class SectionSearch
{
    /// <summary>Returns the first messages below a place that are hits, newest first.</summary>
    public static List<FoundMessage> SearchBelow(this DocumentSession db, SearchFilter filter, SearchPlace below, int limit)
    {
        var hits = new SectionHits(below, limit);
        var conversations = new Dictionary<Guid, Conversation?>();
        foreach (var section in db.SectionsFor(filter))
        {
            if (hits.AreComplete(SearchSections.NewestOf(section))) break;
            if (!MayHave(section[SearchSections.TermsField], filter.Query)) continue;
            var (conversationId, sequence) = SearchSections.PlaceOf(section);
            if (!conversations.TryGetValue(conversationId, out var conversation))
            {
                conversations.Add(conversationId, conversation = db.OwnConversation(filter.UserId, conversationId));
            }

            if (conversation is null || !filter.Conversations.Takes(conversation)) continue;
            foreach (var message in db.MessagesOfSection(conversationId, sequence))
            {
                if (!message.IsActive || !filter.Takes(message) || !hits.MayTake(message)) continue;
                if (filter.Query.Accepts(message.Content)) hits.Add(message, conversation);
            }
        }

        return hits.Found;
    }

    private static IEnumerable<BsonDocument> SectionsFor(this DocumentSession db, SearchFilter filter)
    {
        if (filter.ConversationId is { } conversationId)
        {
            return db.SectionsOf(conversationId, section => section).OrderByDescending(SearchSections.NewestOf);
        }

        return db.SectionsByTime(filter);
    }

    private static IEnumerable<BsonDocument> SectionsByTime(this DocumentSession db, SearchFilter filter)
    {
        const int Page = 100;
        var from = Keys.Of(filter.UserId, filter.From, Guid.Empty, 0);
        var to = Keys.Of(filter.UserId, DateTime.MaxValue, Guid.AllBitsSet, int.MaxValue);
        while (true)
        {
            var page = db.SearchSections.Descending(SearchSections.ByTime, from, to, Page, section => section);
            foreach (var section in page) yield return section;
            if (page.Count < Page) yield break;
            to = Keys.Before(page[^1][SearchSections.ByTime].AsBinary);
        }
    }

    private static bool MayHave(BsonValue terms, SearchQuery query) => terms.IsNull || query.Required.All(clause =>
        clause.Terms.All(term => terms.AsString.Contains($" {term} ", StringComparison.Ordinal))
        && (clause.Prefix is not { } prefix || terms.AsString.Contains($" {prefix}", StringComparison.Ordinal)));
}
