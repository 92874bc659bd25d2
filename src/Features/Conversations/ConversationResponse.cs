using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations;

/// <summary>A conversation. It has exactly the properties of the API contract.</summary>
/// <param name="UserId">The owner, always the signed-in user.</param>
/// <param name="ModelTag">The model that answers the next turn.</param>
/// <param name="UpdatedAt">The time of the last turn, or of the last change of title or model. Lists are sorted by it.</param>
internal sealed record ConversationResponse(Guid Id, Guid UserId, string Title, string ModelTag, DateTime CreatedAt, DateTime UpdatedAt)
    : IExample
{
    public static object Example => new ConversationResponse(
        Sample.Conversation, Sample.User, "Folding samosas", Sample.Model, Sample.Time, Sample.Time.AddSeconds(1));

    public static ConversationResponse From(Conversation conversation) => new(
        conversation.Id,
        conversation.UserId,
        conversation.Title,
        conversation.ModelTag,
        conversation.CreatedAt,
        conversation.UpdatedAt);
}
