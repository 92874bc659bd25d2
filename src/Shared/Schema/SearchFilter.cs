using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Search;

namespace SamosaChaat.Shared.Schema;

/// <summary>Selects texts of a user by what is in them and around them.</summary>
/// <param name="Conversations">The conversations to search.</param>
/// <param name="ConversationId">The only conversation to search. Null for all.</param>
/// <param name="Role">The role of the messages to find. Null for both roles, and for titles.</param>
/// <param name="From">The earliest creation time.</param>
/// <param name="To">The latest creation time.</param>
internal sealed record SearchFilter(
    Guid UserId, SearchQuery Query, ConversationFilter Conversations, Guid? ConversationId, string? Role, DateTime From, DateTime To)
{
    /// <summary>Returns true if a message is one of those to search, whatever its text and its conversation.</summary>
    public bool Takes(Message message) => (Role is null || message.Role == Role) && Covers(message.CreatedAt);

    public bool Covers(DateTime createdAt) => createdAt >= From && createdAt <= To;
}

/// <summary>
/// Names a place among the messages that a search finds, the newest first. Each engine has its own keys: SQLite the number in its
/// index, and the others the creation time.
/// </summary>
internal readonly record struct SearchPlace(long Key, Guid Id)
{
    /// <summary>The place before every message.</summary>
    public static readonly SearchPlace Top = new(long.MaxValue, Guid.AllBitsSet);
}

/// <summary>Is a message that a search found.</summary>
internal sealed record FoundMessage(
    SearchPlace Place, Guid Id, Guid ConversationId, string Title, string Role, string Content, DateTime CreatedAt);
