namespace SamosaChaat.Shared.Domain;

/// <summary>A list of messages between one user and one model.</summary>
/// <param name="UpdatedAt">The time of the newest message, or of the last change of title or model. Lists are sorted by it.</param>
/// <param name="IsPinned">True if its owner keeps it above the others.</param>
/// <param name="IsArchived">True if its owner has put it away. Lists leave it out unless a request asks for it.</param>
internal sealed record Conversation(
    Guid Id,
    Guid UserId,
    string Title,
    string ModelTag,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    bool IsPinned = false,
    bool IsArchived = false);

/// <summary>Selects conversations of a user's list.</summary>
/// <param name="Archived">Null selects archived conversations and others.</param>
/// <param name="Pinned">Null selects pinned conversations and others.</param>
internal readonly record struct ConversationFilter(bool? Archived, bool? Pinned)
{
    public static readonly ConversationFilter All = new(null, null);

    public static readonly ConversationFilter NotArchived = new(false, null);

    public bool Takes(Conversation conversation) =>
        (Archived ?? conversation.IsArchived) == conversation.IsArchived && (Pinned ?? conversation.IsPinned) == conversation.IsPinned;
}
