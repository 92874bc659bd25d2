using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.GetContext;

/// <param name="MessageId">The turn's user message.</param>
/// <param name="ModelTag">The model that received the messages.</param>
/// <param name="Sent">
/// The ids of the sent messages, oldest first. The last one is the turn's user message. An id that is no longer in the history belongs to
/// an answer that was replaced later.
/// </param>
/// <param name="PromptTokens">The number of tokens sent, as this server counts them. It includes the next two.</param>
/// <param name="SystemPromptTokens">The number of tokens of the server's own system prompt, 0 if it has none.</param>
/// <param name="InstructionsTokens">The number of tokens of the conversation's instructions, 0 if it had none.</param>
/// <param name="LeftOut">The earlier messages that were not sent. Empty if all were sent.</param>
/// <param name="Seams">
/// Where the answer was continued after its server had ended. The model then got the sent messages and the text before the seam. Empty if
/// the answer was written without a break.
/// </param>
internal sealed record Response(
    Guid MessageId,
    string ModelTag,
    IReadOnlyList<Guid> Sent,
    int PromptTokens,
    int SystemPromptTokens,
    int InstructionsTokens,
    IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyList<AnswerSeam> Seams)
    : IExample
{
    public static object Example => new Response(
        Sample.Question, Sample.Model, [Sample.Question], PromptTokens: 12, SystemPromptTokens: 0, InstructionsTokens: 5, [], []);
}

/// <param name="Reason">
/// Why the messages were left out. max_history_messages and max_prompt_tokens are limits in the server's settings. answer_without_question
/// is an answer that would have come first. empty_answer is an answer without text, which many models reject.
/// </param>
/// <param name="Messages">
/// The ids of the messages, oldest first. An id that is no longer in the history belongs to an answer that was replaced later.
/// </param>
internal sealed record LeftOut(
    [property: AllowedValues(
        LeftOutReasons.MaxHistoryMessages,
        LeftOutReasons.MaxPromptTokens,
        LeftOutReasons.AnswerWithoutQuestion,
        LeftOutReasons.EmptyAnswer)]
    string Reason,
    IReadOnlyList<Guid> Messages);

/// <param name="Attempt">The number of the attempt that was continued, from 0.</param>
/// <param name="EventId">The id of the first event after the seam.</param>
/// <param name="Character">The number of UTF-16 units of the answer's content before the seam.</param>
internal sealed record AnswerSeam(int Attempt, long EventId, int Character);
