using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Removes a conversation that exists with all its contents, or its last messages.</summary>
internal static class ConversationRemoval
{
    private static readonly SqlText Checkpoints = MessageKey.Text(key => $"""
        DELETE FROM checkpoints
        WHERE message_id IN (SELECT message_id FROM generations WHERE conversation_id = @conversation AND running = 1)
            AND message_id IN ({Ids(key)})
        """);

    private static readonly SqlText Versions = MessageKey.Text(key => $"DELETE FROM versions WHERE message_id IN ({Ids(key)})");

    private static readonly SqlText Turns = MessageKey.Text(key => $"DELETE FROM generations WHERE message_id IN ({Ids(key)})");

    private static readonly SqlText Messages = MessageKey.Text(key => $"DELETE FROM messages WHERE {FromFirst(key)}");

    private static readonly SqlText Row = MessageKey.Text(_ => "DELETE FROM conversations WHERE id = @conversation");

    public static void RemoveWithContents(this SqlSession db, Conversation own)
    {
        db.RemoveMessagesFrom(own.Id, 0);
        db.Write(db.RemoveInstructions(own.Id));
        db.Write(db.Prepare(Row).Set("@conversation", own.Id).ExecuteAsync());
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

    /// <summary>Removes the messages from a sequence on, on the active path or not, with all that belongs to them.</summary>
    public static void RemoveMessagesFrom(this SqlSession db, Guid conversationId, int first)
    {
        db.Write(db.Prepare(SearchRemains.LeaveDeletedTerms).ExecuteAsync());
        foreach (var text in new[] { Checkpoints, Versions, Turns, Messages })
        {
            db.Write(db.Prepare(text).Set("@conversation", conversationId).Set("@first", first).ExecuteAsync());
        }
    }

    public static void RemoveMessagesFrom(this DocumentSession db, Guid conversationId, int first)
    {
        var running = db.RunningTurn(conversationId);
        foreach (var messageId in db.MessageIdsFrom(conversationId, first))
        {
            if (messageId == running)
            {
                db.RemoveCheckpoints(messageId);
                db.Running.Delete(conversationId);
            }

            db.RemoveVersionsOf(messageId);
            db.Turns.Delete(messageId);
            db.Messages.Delete(messageId);
        }

        db.RemoveSectionsFrom(conversationId, first);
    }

    private static void RemoveContents(this DocumentSession db, Guid conversationId)
    {
        db.RemoveMessagesFrom(conversationId, 0);
        db.RemoveInstructions(conversationId);
    }

    private static string Ids(MessageKey key) => $"SELECT id FROM messages WHERE {FromFirst(key)}";

    private static string FromFirst(MessageKey key) => key.Between("@first", MessageKey.MaxSequence);
}
