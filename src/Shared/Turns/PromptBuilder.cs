using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Reads a turn's history and builds the prompt for the model. It logs the prompt's size, never its text.</summary>
internal sealed partial class PromptBuilder(
    IStore store, TokenCounter tokens, IOptions<InferenceOptions> inference, ILogger<PromptBuilder> logger)
{
    private readonly Lazy<Instructions?> systemPrompt = new(() => inference.Value.SystemPrompt is { } text && !VisibleText.IsBlank(text)
        ? new(text, tokens.Count(text))
        : null);

    public async Task<IEnumerable<ChatMessage>> BuildAsync(ActiveTurn activeTurn, Upstream upstream)
    {
        var turn = activeTurn.Turn;
        var limits = new PromptLimits(inference.Value.MaxHistoryMessages, upstream.Limits.PromptTokens);
        var draft = new PromptDraft(turn.UserMessage, new(systemPrompt.Value, turn.Instructions), limits, tokens.Count);
        var upTo = turn.UserMessage.Sequence - 1;
        while (upTo >= 0 && !draft.IsFull)
        {
            var page = await store.ReadAsync(new ReadHistory(turn.ConversationId, upTo, limits.MaxMessages), activeTurn.Stopping);
            foreach (var message in page) draft.Take(message);
            // Answers without text take no room, so one page does not always fill the prompt.
            upTo = page.Count < limits.MaxMessages ? -1 : page[^1].Sequence - 1;
        }

        var prompt = draft.Finish();
        activeTurn.SetPrompt(prompt.ToSentPrompt(), prompt.Counted);
        LogPrompt(logger, turn.Id, prompt.Sent[0].Id, prompt.Sent.Count, prompt.Tokens, string.Join(' ', prompt.LeftOut), turn.TraceId);
        return prompt.ToChatMessages(turn.Prefix.WithoutSpace);
    }

    [LoggerMessage(
        EventIds.PromptSent,
        LogLevel.Information,
        "Turn {turn_id} sends {sent} messages from {first_sent_id} on, {prompt_tokens} tokens; "
            + "reasons for leaving out older ones: [{left_out}] {trace_id}")]
    private static partial void LogPrompt(
        ILogger logger, Guid turn_id, Guid first_sent_id, int sent, int prompt_tokens, string left_out, string trace_id);
}
