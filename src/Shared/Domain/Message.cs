namespace SamosaChaat.Shared.Domain;

/// <summary>One message, written once and never changed.</summary>
/// <param name="Sequence">Its place in the conversation: 2n for the question of the nth turn, 2n + 1 for its answer, if it has one.</param>
/// <param name="Role"><see cref="Roles.User"/> or <see cref="Roles.Assistant"/>.</param>
/// <param name="TokenCount">Of an answer what the model's server reported, else the number of token events; of a user's message our own count.</param>
/// <param name="InferenceTimeMs">Milliseconds from the request to the last token; 0 for a user's message.</param>
/// <param name="OwnTokenCount">
/// This server's own count of an answer's tokens, which prompts are measured by; null in a user's message, whose <paramref name="TokenCount"/> is that
/// count, and in an answer that was not counted yet.
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

/// <summary>Who speaks, in the words of the contract.</summary>
internal static class Roles
{
    public const string User = "user";
    public const string Assistant = "assistant";
}
