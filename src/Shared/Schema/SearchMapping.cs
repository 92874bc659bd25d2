using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Keeps the index of messages on SQL engines, and asks it. The table <c>search_terms</c> has the terms of each message. Each term begins
/// with a part of its owner's id, so that a search never reads through the messages of others. <see cref="SearchSections"/> does it on
/// document engines.
/// </summary>
internal static class SearchMapping
{
    /// <summary>The place in the index of messages that have none.</summary>
    public const string Unindexed = "indexed IS NULL";

    private static readonly SqlText AddTerms = new(
        $"""
        INSERT INTO search_terms (rowid, terms)
        SELECT m.indexed, replace(@terms, ' ', ' ' || lower(substr(hex({TrashMapping.Owner}), 27)))
        FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = @id AND c.id = @conversation
        """,
        $"""
        INSERT INTO search_terms (message_id, terms)
        SELECT @id, array_to_tsvector(string_to_array(
            ltrim(replace(@terms, ' ', ' ' || right(CAST({TrashMapping.Owner} AS text), 6))), ' '))
        FROM conversations c WHERE c.id = @conversation
        """);

    private static readonly SqlText SetNumber = MessageKey.Text(
        key => $"UPDATE messages SET indexed = {key.Indexed} WHERE id = @id AND created_at = @created");

    private static readonly SqlText AnyUnindexed =
        MessageKey.Text(_ => $"SELECT {MessageMapping.Columns} FROM messages WHERE {Unindexed} LIMIT 1");

    private static readonly SqlText UnindexedOf = MessageKey.Text(
        key => $"SELECT {MessageMapping.Columns} FROM messages WHERE {key.OfConversation} AND {Unindexed} LIMIT @limit");

    private const string Filters = $"""
        AND m.active = 1 AND c.user_id = @user AND c.{ConversationMapping.IsListed} AND m.created_at BETWEEN @from AND @to
            AND (@conversation IS NULL OR m.conversation_id = @conversation) AND (@role IS NULL OR m.role = @role)
            AND (@pinned IS NULL OR c.pinned = @pinned) AND (@archived IS NULL OR c.archived = @archived)
        """;

    /// <summary>
    /// Finds messages. On SQLite the index of words comes first and gives its rows in their order. So a search ends with the last row that is
    /// wanted.
    /// </summary>
    public static readonly SqlText Found = new(
        $"""
        SELECT m.indexed, m.id, m.conversation_id, c.title, m.role, m.content, m.created_at
        FROM search_terms CROSS JOIN messages m CROSS JOIN conversations c
        WHERE search_terms MATCH @match
            AND search_terms.rowid BETWEEN {SearchNumber.First("@from")} AND min(@key, {SearchNumber.Last("@to")})
            AND m.indexed = search_terms.rowid AND (m.indexed < @key OR m.id < @id) AND c.number = m.place / {MessageKey.Places}
            {Filters}
        ORDER BY search_terms.rowid DESC LIMIT @limit
        """,
        $"""
        SELECT m.created_at, m.id, m.conversation_id, c.title, m.role, m.content, m.created_at
        FROM search_terms s JOIN messages m ON m.id = s.message_id JOIN conversations c ON c.id = m.conversation_id
        WHERE s.terms @@ CAST(@match AS tsquery) AND (m.created_at, m.id) < (@key, @id)
            {Filters}
        ORDER BY m.created_at DESC, m.id DESC LIMIT @limit
        """);

    /// <summary>Adds the terms of a message that has a place in the index.</summary>
    public static ValueTask<int> AddTermsOf(this SqlSession db, Message message) => db
        .Prepare(AddTerms)
        .Set("@terms", string.Concat(SearchMatch.TermsOf(message).Select(term => " " + term)))
        .Set("@id", message.Id)
        .Set("@conversation", message.ConversationId)
        .ExecuteAsync();

    /// <summary>Gives a message that has none a place in the index.</summary>
    public static ValueTask<int> GiveNumber(this SqlSession db, Message message) => db
        .Prepare(SetNumber)
        .Set("@created", message.CreatedAt)
        .Set("@id", message.Id)
        .ExecuteAsync();

    /// <summary>Finds a message that is not in the index. A program from before the index wrote it.</summary>
    public static ValueTask<Message?> FindUnindexed(this SqlSession db) => db.Prepare(AnyUnindexed).OneAsync(MessageMapping.Read);

    public static ValueTask<List<Message>> UnindexedMessages(this SqlSession db, Guid conversationId, int limit) => db
        .Prepare(UnindexedOf)
        .Set("@conversation", conversationId)
        .Set("@limit", limit)
        .AllAsync(MessageMapping.Read);

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
}
