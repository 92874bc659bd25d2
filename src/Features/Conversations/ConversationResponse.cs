using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations;

/// <summary>A conversation as the contract shows it: these properties, no more and no less.</summary>
/// <param name="UserId">Whose it is: always the one who is signed in.</param>
/// <param name="ModelTag">The model that answers from now on.</param>
/// <param name="UpdatedAt">When it was changed or a turn of it ended last; lists are in this order.</param>
internal sealed record ConversationResponse(Guid Id, Guid UserId, string Title, string ModelTag, DateTime CreatedAt, DateTime UpdatedAt) : IExample
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
