namespace SamosaChaat.Shared.Domain;

/// <summary>A list of messages between one user and one model.</summary>
/// <param name="UpdatedAt">The time of the newest message, or of the last change of title or model. Lists are sorted by it.</param>
/// <param name="IsPinned">True if its owner keeps it above the others.</param>
/// <param name="IsArchived">True if its owner has put it away. Lists leave it out unless a request asks for it.</param>
/// <param name="IsTemporary">
/// True if it is in no list, search or export, and goes for ever some time after its last message. It is neither pinned nor archived.
/// </param>
internal sealed record Conversation(
    Guid Id,
    Guid UserId,
    string Title,
    string ModelTag,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    bool IsPinned = false,
    bool IsArchived = false,
    bool IsTemporary = false);

/// <summary>Selects conversations of a user's list.</summary>
/// <param name="Archived">Null selects archived conversations and others.</param>
/// <param name="Pinned">Null selects pinned conversations and others.</param>
/// <param name="IsTemporary">True selects temporary conversations only, which no list of a user has.</param>
internal readonly record struct ConversationFilter(bool? Archived, bool? Pinned, bool IsTemporary = false)
{
    /// <summary>Selects all conversations that lists have.</summary>
    public static readonly ConversationFilter All = new(null, null);

    /// <summary>Selects the conversations that no list has.</summary>
    public static readonly ConversationFilter Temporary = new(null, null, IsTemporary: true);

    public static readonly ConversationFilter NotArchived = new(false, null);

    public bool Takes(Conversation conversation) =>
        conversation.IsTemporary == IsTemporary
        && (Archived ?? conversation.IsArchived) == conversation.IsArchived && (Pinned ?? conversation.IsPinned) == conversation.IsPinned;
}
