using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.ListMessages;

internal sealed class Request
{
    /// <summary>The maximum number of messages to return, 1 to 1000. Default: all messages.</summary>
    [QueryParam]
    public int? Limit { get; init; }

    /// <summary>The cursor from the Link header of the previous page.</summary>
    [QueryParam]
    public string? Cursor { get; init; }

    /// <summary>
    /// The further properties to return with each answer, separated by commas: `reasoning`, `finish_reason`, `error`, `usage`. And with each
    /// message: `versions`. Default: none.
    /// </summary>
    [QueryParam]
    public string? Include { get; init; }
}

/// <summary>A message, and the further properties that the request includes. Without `include` it has none of them.</summary>
/// <param name="FinishReason">For an answer: how it ended. Null in answers from before this was stored.</param>
/// <param name="Reasoning">For an answer: the reasoning of the model. Null if it wrote none.</param>
/// <param name="Error">For an answer: the failure that cut it off. Null if there was none.</param>
/// <param name="Usage">For an answer: the numbers of tokens.</param>
/// <param name="Versions">The ids of all versions of the message, oldest first. The message is one of them.</param>
internal sealed record ListedMessage(
    Guid Id,
    Guid ConversationId,
    [property: AllowedValues(Roles.User, Roles.Assistant)] string Role,
    string Content,
    int TokenCount,
    string ModelTag,
    int InferenceTimeMs,
    DateTime CreatedAt,
    string? FinishReason = null,
    string? Reasoning = null,
    Problem? Error = null,
    Usage? Usage = null,
    IReadOnlyList<Guid>? Versions = null) : IExample
{
    public static object Example => new ListedMessage(
        Sample.Answer,
        Sample.Conversation,
        Roles.Assistant,
        "First, rest the dough.",
        6,
        Sample.Model,
        412,
        Sample.Time.AddSeconds(1),
        FinishReasons.Stop,
        "The user wants to fold a samosa.",
        Error: null,
        new(12, 6, 9),
        [Sample.Answer]);
}

/// <param name="PromptTokens">The tokens that were sent, by this server's count. Null if it is unknown.</param>
/// <param name="CompletionTokens">The tokens of the content, the same as `token_count`.</param>
/// <param name="ReasoningTokens">The tokens of the reasoning. They are not part of the completion tokens.</param>
internal sealed record Usage(int? PromptTokens, int CompletionTokens, int ReasoningTokens);
