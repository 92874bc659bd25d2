using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Removes a conversation that exists, with all its contents.</summary>
internal static class ConversationRemoval
{
    private static readonly SqlText Checkpoints = MessageKey.Text(_ => """
        DELETE FROM checkpoints
        WHERE message_id IN (SELECT message_id FROM generations WHERE conversation_id = @conversation AND running = 1)
        """);

    private static readonly SqlText Versions = MessageKey.Text(key =>
        $"DELETE FROM versions WHERE message_id IN (SELECT id FROM messages WHERE {key.OfConversation})");

    private static readonly SqlText Turns = MessageKey.Text(key =>
        $"DELETE FROM generations WHERE message_id IN (SELECT id FROM messages WHERE {key.OfConversation})");

    private static readonly SqlText Messages = MessageKey.Text(key => $"DELETE FROM messages WHERE {key.OfConversation}");

    private static readonly SqlText Row = MessageKey.Text(_ => "DELETE FROM conversations WHERE id = @conversation");

    public static void RemoveWithContents(this SqlSession db, Conversation own)
    {
        Run(Checkpoints);
        Run(Versions);
        Run(Turns);
        Run(Messages);
        db.Write(db.RemoveInstructions(own.Id));
        Run(Row);

        void Run(SqlText text) => db.Write(db.Prepare(text).Set("@conversation", own.Id).ExecuteAsync());
    }

    public static void RemoveWithContents(this DocumentSession db, Conversation own)
    {
        db.RemoveContents(own.Id);
        db.Remove(own);
    }

    /// <summary>Removes a conversation that is in the trash.</summary>
    public static void RemoveWithContents(this SqlSession db, TrashedConversation trashed)
    {
        db.Write(db.RemoveFromTrash(trashed.Conversation.Id));
        db.RemoveWithContents(trashed.Conversation);
    }

    public static void RemoveWithContents(this DocumentSession db, TrashedConversation trashed)
    {
        db.RemoveContents(trashed.Conversation.Id);
        db.Trash.Delete(trashed.Conversation.Id);
    }

    private static void RemoveContents(this DocumentSession db, Guid conversationId)
    {
        foreach (var messageId in db.AllMessages(conversationId, message => message.Id()))
        {
            db.RemoveVersionsOf(messageId);
            db.Turns.Delete(messageId);
            db.Messages.Delete(messageId);
        }

        db.RemoveSections(conversationId);
        if (db.RunningTurn(conversationId) is { } running) db.RemoveCheckpoints(running);
        db.Running.Delete(conversationId);
        db.RemoveInstructions(conversationId);
    }
}
