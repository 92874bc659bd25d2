using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Messages.SendMessage;

/// <summary>Why a turn did not begin.</summary>
public enum Refusal
{
    None,
    NoConversation,
    TurnRunning,
    IdTaken,
}

/// <param name="Message">The user message as stored; null if refused.</param>
public readonly record struct Begun(Refusal Refusal, Message? Message);

/// <summary>Stores a user message at the end of its conversation and marks the turn as running. A refusal has written nothing.</summary>
public sealed class BeginTurn(Guid userId, Guid conversationId, Guid messageId, string content, int tokenCount, DateTime now) : Command<Begun>
{
    internal override Begun Sql(SqlSession db)
    {
        // Commands run one at a time, so what is looked up here still holds below; the unique indexes are the proof, not the means.
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(Refusal.NoConversation, null);
        if (db.Prepare("SELECT 1 FROM messages WHERE id = @id").Set("@id", messageId).Any()) return new(Refusal.IdTaken, null);
        if (db.IsRunning(conversationId)) return new(Refusal.TurnRunning, null);

        var last = db.Prepare("SELECT MAX(sequence) FROM messages WHERE conversation_id = @conversation").Set("@conversation", conversationId).Number();
        var message = NewMessage((int)(last ?? -1) + 1, conversation.ModelTag);
        db.Add(message);
        db.BeginGeneration(messageId, conversationId, now);
        db.Touch(conversationId, now);
        return new(Refusal.None, message);
    }

    internal override Begun Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } conversation) return new(Refusal.NoConversation, null);
        if (db.Messages.Find(messageId) is not null) return new(Refusal.IdTaken, null);
        if (db.IsRunning(conversationId)) return new(Refusal.TurnRunning, null);

        var last = db.Messages.Descending(
            MessageMapping.InOrder, Keys.Of(conversationId, 0), Keys.Of(conversationId, int.MaxValue), 1, found => found["sequence"].AsInt32);
        var message = NewMessage(last is [var newest] ? newest + 1 : 0, conversation.ModelTag);
        db.Add(message);
        db.BeginGeneration(messageId, conversationId, now);
        db.Change(conversation, conversation with { UpdatedAt = now });
        return new(Refusal.None, message);
    }

    private Message NewMessage(int sequence, string modelTag) =>
        new(messageId, conversationId, sequence, Roles.User, content, tokenCount, modelTag, InferenceTimeMs: 0, now);
}
