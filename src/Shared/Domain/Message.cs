namespace SamosaChaat.Shared.Domain;

/// <summary>One message. It never changes after it is stored.</summary>
/// <param name="Sequence">
/// The position in the conversation: 2n for the question of the nth turn, and 2n + 1 for its answer if it has one.
/// </param>
/// <param name="Role"><see cref="Roles.User"/> or <see cref="Roles.Assistant"/>.</param>
/// <param name="TokenCount">
/// For an answer: the number that the upstream reported, else the number of token events. For a user's message: this server's count.
/// </param>
/// <param name="InferenceTimeMs">Milliseconds from the request to the last token, or 0 for a user's message.</param>
/// <param name="OwnTokenCount">
/// This server's own count of an answer's tokens, which prompts are measured by. Null in a user's message, whose
/// <paramref name="TokenCount"/> is that count, and in an answer that no prompt has needed yet.
/// </param>
internal sealed record Message(
    Guid Id,
    Guid ConversationId,
    int Sequence,
    string Role,
    string Content,
    int TokenCount,
    string ModelTag,
    int InferenceTimeMs,
    DateTime CreatedAt,
    int? OwnTokenCount = null);

/// <summary>The roles of the API contract.</summary>
internal static class Roles
{
    public const string User = "user";
    public const string Assistant = "assistant";
}
