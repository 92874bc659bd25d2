using System.Text.Json.Serialization;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations;

/// <summary>A conversation, and the further properties that the request includes. Without `include` it has none of them.</summary>
/// <param name="UserId">The owner, always the signed-in user.</param>
/// <param name="ModelTag">The model that answers the next turn.</param>
/// <param name="UpdatedAt">The time of the last turn, or of the last change of title or model. Lists are sorted by it.</param>
/// <param name="Pinned">True if the conversation is to stay above the others.</param>
/// <param name="Archived">True if the conversation has been put away. Lists leave it out unless a request asks for it.</param>
/// <param name="Temporary">True if the conversation is in no list, and goes for ever some time after its last message.</param>
internal sealed record ListedConversation(
    Guid Id,
    Guid UserId,
    string Title,
    string ModelTag,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Pinned = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Archived = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Temporary = null) : IExample
{
    public static object Example => new ListedConversation(
        Sample.Conversation,
        Sample.User,
        "Folding samosas",
        Sample.Model,
        Sample.Time,
        Sample.Time.AddSeconds(1),
        Pinned: true,
        Archived: false,
        Temporary: false);

    public static ListedConversation From(Conversation conversation, ConversationExtras extras) => new(
        conversation.Id,
        conversation.UserId,
        conversation.Title,
        conversation.ModelTag,
        conversation.CreatedAt,
        conversation.UpdatedAt,
        extras.HasFlag(ConversationExtras.Pinned) ? conversation.IsPinned : null,
        extras.HasFlag(ConversationExtras.Archived) ? conversation.IsArchived : null,
        extras.HasFlag(ConversationExtras.Temporary) ? conversation.IsTemporary : null);
}
