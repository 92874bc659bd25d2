using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Reads and changes how the turns of a conversation follow each other, and which of them are on its active path.</summary>
internal static class PathMapping
{
    private static readonly SqlText Last = MessageKey.Text(key =>
        $"SELECT {MessageMapping.Columns} FROM messages WHERE {key.OfConversation} AND {MessageMapping.OnPath} ORDER BY {key.Order} DESC LIMIT 1");

    private static readonly SqlText NewestFirst = MessageKey.Text(key => $"""
        SELECT {MessageMapping.Columns} FROM messages
        WHERE {key.Between("0", "@upTo")} AND {MessageMapping.OnPath}
        ORDER BY {key.Order} DESC LIMIT @limit
        """);

    private static readonly SqlText Turns = MessageKey.Text(key => $"""
        SELECT {WholeTurnMapping.Columns} FROM generations
        WHERE message_id IN (SELECT id FROM messages WHERE {key.Between("0", "@upTo")} AND {MessageMapping.OnPath})
        """);

    private static readonly SqlText Activity = MessageKey.Text(key =>
        $"UPDATE messages SET active = @active WHERE {key.Between("@from", "@to")} AND active <> @active");

    private static readonly SqlText Followers = MessageKey.Text(key => $"""
        UPDATE messages SET parent_attempt = @after
        WHERE {key.Between("@parent + 2", MessageKey.MaxSequence)}
            AND role = 'user' AND COALESCE(parent, sequence - 2) = @parent AND COALESCE(parent_attempt, 0) = @before
        """);

    private static readonly SqlText Nodes = MessageKey.Text(key => $"""
        SELECT id, sequence, parent, parent_attempt, active,
            (SELECT outcome_attempt FROM generations WHERE message_id = messages.id)
        FROM messages WHERE {key.OfConversation}
        """);

    private static readonly SqlText Siblings = MessageKey.Text(key => $"""
        SELECT count(*) FROM messages
        WHERE {key.Between("@parent + 2", MessageKey.MaxSequence)}
            AND role = 'user' AND COALESCE(parent, sequence - 2) = @parent AND COALESCE(parent_attempt, 0) = @attempt
        """);

    /// <summary>Finds the last message of the active path. Returns null if the conversation is empty.</summary>
    public static ValueTask<Message?> LastOnPath(this SqlSession db, Guid conversationId) => db
        .Prepare(Last)
        .Set("@conversation", conversationId)
        .OneAsync(MessageMapping.Read);

    public static Message? LastOnPath(this DocumentSession db, Guid conversationId) =>
        db.Messages.Descending(MessageMapping.InOrder, Keys.Of(conversationId, 0), Keys.Of(conversationId, MessageMapping.EndOfPath - 1), 1, MessageMapping.Read) is [var last]
            ? last
            : null;

    /// <summary>Reads the messages of the active path up to and including a sequence, newest first.</summary>
    public static ValueTask<List<Message>> ReadPath(this SqlSession db, Guid conversationId, int upTo, int limit) => db
        .Prepare(NewestFirst)
        .Set("@conversation", conversationId)
        .Set("@upTo", upTo)
        .Set("@limit", limit)
        .AllAsync(MessageMapping.Read);

    public static List<Message> ReadPath(this DocumentSession db, Guid conversationId, int upTo, int limit) => db.Messages.Descending(
        MessageMapping.InOrder,
        Keys.Of(conversationId, 0),
        Keys.Of(conversationId, upTo),
        limit,
        MessageMapping.Read);

    /// <summary>Reads the turns of the active path up to a sequence.</summary>
    public static ValueTask<List<WholeTurn>> TurnsOnPath(this SqlSession db, Guid conversationId, int upTo) => db
        .Prepare(Turns)
        .Set("@conversation", conversationId)
        .Set("@upTo", upTo)
        .AllAsync(WholeTurnMapping.Read);

    public static List<WholeTurn> TurnsOnPath(this DocumentSession db, Guid conversationId, int upTo) =>
        db.TurnsOf(db.ReadPath(conversationId, upTo, int.MaxValue));

    /// <summary>Puts the messages between two sequences, both included, on the active path, or off it.</summary>
    public static ValueTask<int> SetActive(this SqlSession db, Guid conversationId, int from, int to, bool isActive) => db
        .Prepare(Activity)
        .Set("@conversation", conversationId)
        .Set("@from", from)
        .Set("@to", to)
        .Set("@active", isActive ? 1 : 0)
        .ExecuteAsync();

    public static void SetActive(this DocumentSession db, Guid conversationId, int from, int to, bool isActive)
    {
        foreach (var found in db.Messages.Ascending(
            MessageMapping.InOrder, Keys.Of(conversationId, MessageMapping.OrderOf(from, !isActive)), Keys.Of(conversationId, MessageMapping.OrderOf(to, !isActive)), int.MaxValue, one => one))
        {
            found["active"] = isActive;
            found[MessageMapping.InOrder] = Keys.Of(conversationId, MessageMapping.OrderOf(found["sequence"].AsInt32, isActive));
            db.Messages.Update(found);
        }
    }

    /// <summary>Lets the turns that follow one version of an answer follow another one.</summary>
    /// <param name="parent">The sequence of the answer's question.</param>
    /// <param name="before">The attempt whose answer they follow.</param>
    /// <param name="after">The attempt whose answer they follow from now on.</param>
    public static ValueTask<int> MoveFollowers(this SqlSession db, Guid conversationId, int parent, int before, int after) => db
        .Prepare(Followers)
        .Set("@conversation", conversationId)
        .Set("@parent", parent)
        .Set("@before", before)
        .Set("@after", after)
        .ExecuteAsync();

    public static void MoveFollowers(this DocumentSession db, Guid conversationId, int parent, int before, int after)
    {
        foreach (var found in db.AllMessages(conversationId, one => one))
        {
            if (found["role"].AsString != Roles.User || MessageMapping.ParentOf(found) != parent || MessageMapping.ParentAttemptOf(found) != before) continue;
            found["parent_attempt"] = after;
            db.Messages.Update(found);
        }
    }

    /// <summary>Reads all messages of a conversation: those of the active path in order, and then the others in order.</summary>
    public static List<T> AllMessages<T>(this DocumentSession db, Guid conversationId, Func<BsonDocument, T> read) =>
        db.Messages.Ascending(MessageMapping.InOrder, Keys.Of(conversationId, 0), Keys.Of(conversationId, int.MaxValue), int.MaxValue, read);

    /// <summary>Counts the versions of a question.</summary>
    public static async ValueTask<long> CountVersions(this SqlSession db, Message question) => await db
        .Prepare(Siblings)
        .Set("@conversation", question.ConversationId)
        .Set("@parent", question.Parent)
        .Set("@attempt", question.ParentAttempt)
        .NumberAsync() ?? 0;

    public static long CountVersions(this DocumentSession db, Message question) => db
        .AllMessages(question.ConversationId, MessageMapping.Read)
        .Count(one => one.Role == Roles.User && one.Parent == question.Parent && one.ParentAttempt == question.ParentAttempt);

    public static async ValueTask<MessageTree> ReadTree(this SqlSession db, Guid conversationId)
    {
        var (nodes, versions) = await Reads.TogetherAsync(
            db.Prepare(Nodes).Set("@conversation", conversationId).AllAsync(static row => new MessageNode(
                row.Guid(0), row.Int(1), row.IntOrNull(2) ?? row.Int(1) - 2, row.IntOrNull(3) ?? 0, row.Int(4) == 1, row.IntOrNull(5))),
            db.VersionNames(conversationId));
        return new(nodes, versions);
    }

    public static MessageTree ReadTree(this DocumentSession db, Guid conversationId)
    {
        var nodes = db.AllMessages(conversationId, one => new MessageNode(
            one.Id(),
            one["sequence"].AsInt32,
            MessageMapping.ParentOf(one),
            MessageMapping.ParentAttemptOf(one),
            MessageMapping.IsActive(one),
            one["role"].AsString == Roles.User ? db.FindTurn(one.Id())?.Outcome?.Attempt : null));
        return new(nodes, nodes.SelectMany(node => db.VersionNames(node.Id)));
    }
}
