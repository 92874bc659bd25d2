using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

/// <summary>Removes a conversation with all its contents, if it is as the client knows it.</summary>
internal sealed class RemoveConversation(Guid userId, Guid conversationId, IfMatch condition = default) : Command<EditStatus>
{
    internal override Guid Key => conversationId;

    internal override async ValueTask<EditStatus> Sql(SqlSession db)
    {
        if (await db.OwnConversation(userId, conversationId) is not { } own) return EditStatus.NotFound;
        if (!own.IsAs(condition)) return EditStatus.Outdated;
        await Run(
            db,
            "DELETE FROM checkpoints WHERE message_id IN "
            + "(SELECT message_id FROM generations WHERE conversation_id = @conversation AND running = 1)");
        await Run(db, $"DELETE FROM generations WHERE message_id IN (SELECT id FROM messages WHERE {MessageKey.OfConversation})");
        await Run(db, $"DELETE FROM messages WHERE {MessageKey.OfConversation}");
        await db.RemoveInstructions(conversationId);
        await Run(db, "DELETE FROM conversations WHERE id = @conversation");
        return EditStatus.Done;
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

    private ValueTask<int> Run(SqlSession db, [ConstantExpected] string text) =>
        db.Prepare(text).Set("@conversation", conversationId).ExecuteAsync();
}
