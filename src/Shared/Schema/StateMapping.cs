using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Reads together the data by which a command decides whether to start a turn.</summary>
internal static class StateMapping
{
    private static readonly SqlText State = MessageKey.Text(key => $"""
        SELECT {ConversationMapping.Columns},
            (SELECT message_id FROM generations WHERE conversation_id = own.id AND running = 1),
            (SELECT sequence FROM messages WHERE {key.Of("own")} ORDER BY {key.Order} DESC LIMIT 1),
            (SELECT sequence FROM messages WHERE {key.Of("own")} AND {MessageMapping.OnPath} ORDER BY {key.Order} DESC LIMIT 1),
            (SELECT outcome_attempt FROM generations WHERE message_id = (
                SELECT id FROM messages WHERE {key.Of("own")} AND {MessageMapping.OnPath} AND role = 'user'
                ORDER BY {key.Order} DESC LIMIT 1)),
            {InstructionsMapping.Columns}
        FROM conversations own LEFT JOIN instructions ON instructions.{key.ConversationKey} = own.{key.ConversationId}
        WHERE id = @id AND user_id = @user
        """);

    private static readonly SqlText Last = MessageKey.Text(
        key => $"SELECT sequence FROM messages WHERE {key.OfConversation} ORDER BY {key.Order} DESC LIMIT 1");

    public static ValueTask<ConversationState?> OwnConversationState(this SqlSession db, Guid userId, Guid conversationId) => db
        .Prepare(State)
        .Set("@id", conversationId)
        .Set("@user", userId)
        .OneAsync(static row => new ConversationState(
            ConversationMapping.Read(row),
            row.GuidOrNull(ConversationMapping.Count),
            row.IntOrNull(ConversationMapping.Count + 1),
            PathEnd(row.IntOrNull(ConversationMapping.Count + 2), row.IntOrNull(ConversationMapping.Count + 3)),
            InstructionsMapping.Read(row, ConversationMapping.Count + 4)));

    /// <summary>Returns the greatest sequence of a conversation's messages, on any path. Null if it has none.</summary>
    public static async ValueTask<int?> LastSequence(this SqlSession db, Guid conversationId) =>
        (int?)await db.Prepare(Last).Set("@conversation", conversationId).NumberAsync();

    public static int? LastSequence(this DocumentSession db, Guid conversationId) =>
        db.LastSequence(conversationId, db.LastOnPath(conversationId));

    public static ConversationState? OwnConversationState(this DocumentSession db, Guid userId, Guid conversationId)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return null;
        var end = db.LastOnPath(conversationId);
        var last = db.LastSequence(conversationId, end);
        var attempt = db.QuestionOf(end) is { } question ? db.FindTurn(question.Id)?.Outcome?.Attempt : null;
        return new(
            conversation, db.RunningTurn(conversationId), last, PathEnd(end?.Sequence, attempt), db.FindInstructions(conversationId));
    }

    public static async ValueTask<MessageState?> FindMessageState(this SqlSession db, Guid messageId) =>
        await db.StateOf(await db.FindMessage(messageId));

    public static async ValueTask<MessageState?> FindQuestionState(this SqlSession db, Guid messageId) =>
        await db.StateOf(await db.QuestionOf(await db.FindMessage(messageId)));

    public static async ValueTask<MessageState?> FindLastQuestionState(this SqlSession db, Guid conversationId) =>
        await db.StateOf(await db.QuestionOf(await db.LastOnPath(conversationId)));

    public static MessageState? StateOf(this DocumentSession db, Message? message) =>
        message is null ? null : new(
            message,
            db.FindTurn(message.Id),
            db.FindAnswer(message),
            db.FindTurn(message.Id) is { Outcome: { } outcome }
                ? db.VersionNames(message.Id).Count(version => version.Attempt != outcome.Attempt)
                : 0);

    private static async ValueTask<MessageState?> StateOf(this SqlSession db, Message? message)
    {
        if (message is null) return null;
        var (turn, answer, others) = await Reads.TogetherAsync(
            db.FindTurn(message.Id), db.FindAnswer(message), db.CountOtherVersions(message.Id));
        return new(message, turn, answer, others);
    }

    private static int? LastSequence(this DocumentSession db, Guid conversationId, Message? endOfPath)
    {
        var others = db.Messages.Descending(
            MessageMapping.InOrder, Keys.Of(conversationId, MessageMapping.EndOfPath), Keys.Of(conversationId, int.MaxValue), 1,
            static found => found["sequence"].AsInt32);
        return others is [var other] && !(endOfPath?.Sequence > other) ? other : endOfPath?.Sequence;
    }

    private static PathEnd? PathEnd(int? lastSequence, int? attempt) =>
        lastSequence is { } last ? new(last / 2 * 2, attempt ?? 0) : null;
}
