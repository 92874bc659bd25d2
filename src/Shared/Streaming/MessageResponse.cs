using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Streaming;

/// <summary>A message as the contract shows it, in lists, answers and stream events: these properties, no more and no less.</summary>
public sealed record MessageResponse(
    Guid Id,
    Guid ConversationId,
    string Role,
    string Content,
    int TokenCount,
    string ModelTag,
    int InferenceTimeMs,
    DateTime CreatedAt)
{
    public static MessageResponse From(Message message) => new(
        message.Id,
        message.ConversationId,
        message.Role,
        message.Content,
        message.TokenCount,
        message.ModelTag,
        message.InferenceTimeMs,
        message.CreatedAt);
}
