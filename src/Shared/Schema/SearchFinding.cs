using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Asks the index of messages on SQL engines. <see cref="SectionSearch"/> does it on document engines.</summary>
internal static class SearchFinding
{
    private const string Filters = $"""
        AND m.active = 1 AND c.user_id = @user AND c.{ConversationMapping.IsListed} AND m.created_at BETWEEN @from AND @to
            AND (@conversation IS NULL OR m.conversation_id = @conversation) AND (@role IS NULL OR m.role = @role)
            AND (@pinned IS NULL OR c.pinned = @pinned) AND (@archived IS NULL OR c.archived = @archived)
        """;

    private const string Columns = "m.id, m.conversation_id, c.title, m.role, m.content, m.created_at";

    /// <summary>
    /// The number of a user's newest messages at which PostgreSQL looks one after the other, before it asks the index of words. Words that
    /// one message in fifty has fill a page with them. Fewer messages have other words, and those are sorted fast.
    /// </summary>
    private const int Newest = 1_000;

    /// <summary>The terms of the newest messages, found one by one. OFFSET 0 keeps PostgreSQL from asking the index of words for them.</summary>
    private const string NewestTerms =
        "newest n CROSS JOIN LATERAL (SELECT message_id, terms FROM search_terms WHERE message_id = n.message_id OFFSET 0) s";

    /// <summary>Leaves out the newest messages, and everything if these are enough.</summary>
    private static string Below => $"""
        (SELECT count(*) FROM near) < @limit AND (SELECT count(*) FROM newest) = {Newest}
            AND (m.created_at, m.id) < (SELECT created_at, message_id FROM newest ORDER BY created_at, message_id LIMIT 1) AND
        """;

    /// <summary>
    /// Finds messages, the newest first. On SQLite the index of words comes first and gives its rows in their order. So a search ends with
    /// the last row that is wanted. PostgreSQL's index has no order: all messages with the words are read and sorted, unless the newest
    /// messages of the user fill the page.
    /// </summary>
    public static readonly SqlText Found = new(
        $"""
        SELECT m.indexed, {Columns}
        FROM search_terms CROSS JOIN messages m CROSS JOIN conversations c
        WHERE search_terms MATCH @match
            AND search_terms.rowid BETWEEN {SearchNumber.First("@from")} AND min(@key, {SearchNumber.Last("@to")})
            AND m.indexed = search_terms.rowid AND (m.indexed < @key OR m.id < @id) AND c.number = m.place / {MessageKey.Places}
            {Filters}
        ORDER BY search_terms.rowid DESC LIMIT @limit
        """,
        $"""
        WITH newest AS MATERIALIZED (
            SELECT created_at, message_id FROM search_times
            WHERE user_id = @user AND (created_at, message_id) < (@key, @id) AND created_at BETWEEN @from AND @to
            ORDER BY created_at DESC, message_id DESC LIMIT {Newest}
        ), near AS MATERIALIZED ({Hits(NewestTerms)})
        SELECT * FROM near
        UNION ALL
        ({Hits("search_terms s", Below)})
        ORDER BY 1 DESC, 2 DESC LIMIT @limit
        """);

    /// <summary>
    /// Returns the first messages below a place that have the terms of the query. The text decides whether they are hits, if
    /// <see cref="Search.SearchQuery.NeedsText"/>.
    /// </summary>
    public static ValueTask<List<FoundMessage>> SearchBelow(this SqlSession db, SearchFilter filter, SearchPlace below, int limit) => db
        .Prepare(Found)
        .Set("@match", db.Choose(SearchMatch.ForSqlite(filter), SearchMatch.ForPostgres(filter)))
        .Set("@from", filter.From)
        .Set("@to", filter.To)
        .Set("@key", below.Key)
        .Set("@id", below.Id)
        .Set("@user", filter.UserId)
        .Set("@conversation", filter.ConversationId)
        .Set("@role", filter.Role)
        .Set("@pinned", Number(filter.Conversations.Pinned))
        .Set("@archived", Number(filter.Conversations.Archived))
        .Set("@limit", limit)
        .AllAsync(static row => new FoundMessage(
            new(row.Long(0), row.Guid(1)), row.Guid(1), row.Guid(2), row.Text(3), row.InternedText(4), row.Text(5), row.Time(6)));

    private static long? Number(bool? value) => value is { } given ? (given ? 1 : 0) : null;

    /// <summary>Returns PostgreSQL's statement for the messages whose terms match.</summary>
    /// <param name="terms">The rows with the terms, under the name <c>s</c>.</param>
    /// <param name="conditions">More conditions, each followed by AND.</param>
    private static string Hits(string terms, string conditions = "") => $"""
        SELECT m.created_at, {Columns}
        FROM {terms} JOIN messages m ON m.id = s.message_id JOIN conversations c ON c.id = m.conversation_id
        WHERE {conditions} s.terms @@ CAST(@match AS tsquery) {Filters}
        ORDER BY m.created_at DESC, m.id DESC LIMIT @limit
        """;
}
