using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>A message in lists, answers and stream events. It has exactly the properties of the API contract.</summary>
/// <param name="TokenCount">For an answer: the upstream's own count, else this server's. For a question: this server's count.</param>
/// <param name="InferenceTimeMs">The time from the request to the model until its last token, in milliseconds. For a question: 0.</param>
internal sealed record MessageResponse(
    Guid Id,
    Guid ConversationId,
    [property: AllowedValues(Roles.User, Roles.Assistant)] string Role,
    string Content,
    int TokenCount,
    string ModelTag,
    int InferenceTimeMs,
    DateTime CreatedAt) : IExample
{
    public static object Example => new MessageResponse(
        Sample.Answer, Sample.Conversation, Roles.Assistant, "First, rest the dough.", 6, Sample.Model, 412, Sample.Time.AddSeconds(1));

    internal static MessageResponse ExampleQuestion => new(
        Sample.Question, Sample.Conversation, Roles.User, "How do I fold a samosa?", 7, Sample.Model, 0, Sample.Time);

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
