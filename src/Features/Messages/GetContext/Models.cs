using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.GetContext;

/// <param name="MessageId">The turn's own message.</param>
/// <param name="ModelTag">Whom it was sent to.</param>
/// <param name="Sent">Ids of the messages that were sent, oldest first, with the turn's own as the last one. An id that the history does not have any more is an answer that was replaced since.</param>
/// <param name="PromptTokens">How many tokens they were, by this server's count.</param>
/// <param name="LeftOut">What of the conversation before the turn was not sent; empty if all was.</param>
internal sealed record Response(Guid MessageId, string ModelTag, IReadOnlyList<Guid> Sent, int PromptTokens, IReadOnlyList<LeftOut> LeftOut) : IExample
{
    public static object Example => new Response(
        Sample.Question, Sample.Model, [Sample.Question], 7, []);
}

/// <param name="Reason">max_history_messages and max_prompt_tokens are settings of the server; answer_without_question would have been the first.</param>
/// <param name="Messages">Their ids, oldest first.</param>
internal sealed record LeftOut(
    [property: AllowedValues(LeftOutReasons.MaxHistoryMessages, LeftOutReasons.MaxPromptTokens, LeftOutReasons.AnswerWithoutQuestion)] string Reason, IReadOnlyList<Guid> Messages);
