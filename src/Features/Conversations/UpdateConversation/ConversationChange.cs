using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>The new values of a conversation. Null keeps a value.</summary>
/// <param name="IsKept">True if a temporary conversation is to stay.</param>
internal sealed record ConversationChange(
    string? Title = null, string? ModelTag = null, bool? Pinned = null, bool? Archived = null, bool IsKept = false)
{
    public static readonly ConversationChange Nothing = new();

    /// <summary>True if the change makes the conversation the newest. Where it stands in a person's list does not.</summary>
    public bool MovesUp => Title is not null || ModelTag is not null;

    /// <summary>True if a temporary conversation is like any other afterwards.</summary>
    public bool Keeps => IsKept || Pinned == true || Archived is not null;

    public Conversation To(Conversation before, DateTime now) => before with
    {
        Title = Title ?? before.Title,
        ModelTag = ModelTag ?? before.ModelTag,
        IsPinned = Pinned ?? before.IsPinned,
        IsArchived = Archived ?? before.IsArchived,
        IsTemporary = before.IsTemporary && !Keeps,
        UpdatedAt = MovesUp ? before.ChangedAt(now) : before.UpdatedAt,
    };
}
