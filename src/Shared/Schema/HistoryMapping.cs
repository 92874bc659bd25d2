using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Reads a conversation's messages and turns in order of their sequences, on the active path and off it.</summary>
internal static class HistoryMapping
{
    private static readonly SqlText Messages = MessageKey.Text(key =>
        $"SELECT {MessageMapping.Columns} FROM messages WHERE {key.Between("@from", "@to")} ORDER BY {key.Order} LIMIT @limit");

    private static readonly SqlText Turns = MessageKey.Text(key => $"""
        SELECT {WholeTurnMapping.Columns} FROM generations
        WHERE message_id IN (SELECT id FROM messages WHERE {key.Between("@from", "@to")})
        """);

    private static readonly SqlText Versions = MessageKey.Text(key => $"""
        SELECT message_id, attempt, answer_id FROM versions
        WHERE message_id IN (SELECT id FROM messages WHERE {key.Between("@from", "@to")})
        """);

    /// <summary>Returns the first messages between two sequences, both included, in order.</summary>
    public static ValueTask<List<Message>> MessagesBetween(this SqlSession db, Guid conversationId, int from, int to, int limit) => db
        .Prepare(Messages)
        .Set("@conversation", conversationId)
        .Set("@from", from)
        .Set("@to", to)
        .Set("@limit", limit)
        .AllAsync(MessageMapping.Read);

    // The index has the messages of a conversation's path before its others. Here they come in one order.
    public static List<Message> MessagesBetween(this DocumentSession db, Guid conversationId, int from, int to, int limit)
    {
        return [.. Of(isActive: true).Concat(Of(isActive: false)).OrderBy(message => message.Sequence).Take(limit)];

        List<Message> Of(bool isActive) => db.Messages.Ascending(
            MessageMapping.InOrder,
            Keys.Of(conversationId, MessageMapping.OrderOf(from, isActive)),
            Keys.Of(conversationId, MessageMapping.OrderOf(to, isActive)),
            limit,
            MessageMapping.Read);
    }

    /// <summary>Returns the ids of the messages from a sequence on, in any order.</summary>
    public static List<Guid> MessageIdsFrom(this DocumentSession db, Guid conversationId, int first)
    {
        return [.. Of(isActive: true), .. Of(isActive: false)];

        List<Guid> Of(bool isActive) => db.Messages.Ascending(
            MessageMapping.InOrder,
            Keys.Of(conversationId, MessageMapping.OrderOf(first, isActive)),
            Keys.Of(conversationId, MessageMapping.OrderOf(Message.MaxSequence, isActive)),
            int.MaxValue,
            static found => found.Id());
    }

    /// <summary>Returns the turns whose questions lie between two sequences, in any order.</summary>
    public static ValueTask<List<WholeTurn>> TurnsBetween(this SqlSession db, Guid conversationId, int from, int to) => db
        .Prepare(Turns)
        .Set("@conversation", conversationId)
        .Set("@from", from)
        .Set("@to", to)
        .AllAsync(WholeTurnMapping.Read);

    /// <summary>Returns the turns of the questions among these messages.</summary>
    public static List<WholeTurn> TurnsOf(this DocumentSession db, IEnumerable<Message> messages) =>
    [
        .. messages.Where(message => message.Role == Roles.User)
            .Select(question => db.Turns.Find(question.Id))
            .OfType<LiteDB.BsonDocument>()
            .Select(WholeTurnMapping.Read),
    ];

    /// <summary>Returns the names of the stored versions of the answers between two sequences.</summary>
    public static ValueTask<List<VersionName>> VersionNamesBetween(this SqlSession db, Guid conversationId, int from, int to) => db
        .Prepare(Versions)
        .Set("@conversation", conversationId)
        .Set("@from", from)
        .Set("@to", to)
        .AllAsync(static row => new VersionName(row.Guid(0), row.Int(1), row.Guid(2)));
}
