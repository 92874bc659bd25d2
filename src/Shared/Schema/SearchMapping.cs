using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Keeps the index of messages on SQL engines, and <see cref="SearchFinding"/> asks it. The table <c>search_terms</c> has the terms of each
/// message. Each term begins with a part of its owner's id, so that a search never reads through the messages of others.
/// <see cref="SearchSections"/> does it on document engines.
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
}
