using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Features.Conversations;

/// <summary>A conversation as the contract shows it: these properties, no more and no less.</summary>
public sealed record ConversationResponse(Guid Id, Guid UserId, string Title, string ModelTag, DateTime CreatedAt, DateTime UpdatedAt)
{
    public static ConversationResponse From(Conversation conversation) => new(
        conversation.Id,
        conversation.UserId,
        conversation.Title,
        conversation.ModelTag,
        conversation.CreatedAt,
        conversation.UpdatedAt);
}
