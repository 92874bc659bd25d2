namespace SamosaChaat.Shared.Domain;

/// <summary>One message. It never changes after it is stored.</summary>
/// <param name="Sequence">
/// The position in the conversation: 2n for the question of the nth turn, and 2n + 1 for its answer if it has one. A turn has a greater
/// sequence than the turn that it follows.
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
    int? OwnTokenCount = null)
{
    /// <summary>The greatest sequence.</summary>
    public const int MaxSequence = 16_777_215;

    /// <summary>The parent of a conversation's first turn.</summary>
    public const int NoParent = -2;

    /// <summary>
    /// For a question: the sequence of the question of the turn that it follows. Less than 0 if it follows none. For an answer it has no
    /// meaning.
    /// </summary>
    public int Parent { get; init; } = Sequence - 2;

    /// <summary>For a question: the attempt whose answer it follows, among the versions of that answer.</summary>
    public int ParentAttempt { get; init; }

    /// <summary>True if the message is on the conversation's active path.</summary>
    public bool IsActive { get; init; } = true;
}

/// <summary>The roles of the API contract.</summary>
internal static class Roles
{
    public const string User = "user";
    public const string Assistant = "assistant";
}
