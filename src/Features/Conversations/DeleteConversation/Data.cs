using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

/// <summary>Removes a conversation with all its contents, if it is as the client knows it.</summary>
internal sealed class RemoveConversation(Guid userId, Guid conversationId, IfMatch condition = default) : Command<EditStatus>
{
    private static readonly SqlText Checkpoints = MessageKey.Text(_ => """
        DELETE FROM checkpoints
        WHERE message_id IN (SELECT message_id FROM generations WHERE conversation_id = @conversation AND running = 1)
        """);

    private static readonly SqlText Turns = MessageKey.Text(key =>
        $"DELETE FROM generations WHERE message_id IN (SELECT id FROM messages WHERE {key.OfConversation})");

    private static readonly SqlText Messages = MessageKey.Text(key => $"DELETE FROM messages WHERE {key.OfConversation}");

    private static readonly SqlText Row = MessageKey.Text(_ => "DELETE FROM conversations WHERE id = @conversation");

    internal override Guid Key => conversationId;

    internal override async ValueTask<EditStatus> Sql(SqlSession db)
    {
        if (await db.OwnConversation(userId, conversationId) is not { } own) return EditStatus.NotFound;
        if (!own.IsAs(condition)) return EditStatus.Outdated;
        Run(Checkpoints);
        Run(Turns);
        Run(Messages);
        db.Write(db.RemoveInstructions(conversationId));
        Run(Row);
        return EditStatus.Done;

        void Run(SqlText text) => db.Write(db.Prepare(text).Set("@conversation", conversationId).ExecuteAsync());
    }

    internal override EditStatus Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } own) return EditStatus.NotFound;
        if (!own.IsAs(condition)) return EditStatus.Outdated;
        foreach (var messageId in db.Messages.Ascending(
            MessageMapping.InOrder, Keys.Of(conversationId, 0), Keys.Of(conversationId, int.MaxValue), int.MaxValue,
            message => message.Id()))
        {
            db.Turns.Delete(messageId);
            db.Messages.Delete(messageId);
        }

        if (db.RunningTurn(conversationId) is { } running) db.RemoveCheckpoints(running);
        db.Running.Delete(conversationId);
        db.RemoveInstructions(conversationId);
        db.Remove(own);
        return EditStatus.Done;
    }
}
