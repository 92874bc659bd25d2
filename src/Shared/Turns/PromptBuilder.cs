using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Reads a turn's history and makes of it what the model is sent. Says in the log how much that was, never what.</summary>
internal sealed partial class PromptBuilder(IStore store, TokenCounter tokens, IOptions<InferenceOptions> inference, ILogger<PromptBuilder> logger)
{
    /// <exception cref="OperationCanceledException">The conversation has been deleted; the turn is stopped.</exception>
    public async Task<IEnumerable<ChatMessage>> BuildAsync(ActiveTurn activeTurn)
    {
        var (turn, limits) = (activeTurn.Turn, inference.Value);
        var history = await store.ReadAsync(new ReadHistory(turn.ConversationId, turn.UserMessage.Sequence, limits.MaxHistoryMessages + 1), activeTurn.Stopping);
        if (history is not [var newest, ..] || newest.Id != turn.Id)
        {
            // Deleted after the message was stored and before the turn was known here: nobody but us is left to stop it.
            activeTurn.Stop(FinishReasons.Interrupted);
            throw new OperationCanceledException(activeTurn.Stopping);
        }

        var prompt = Prompt.Fit(turn.UserMessage, history[1..], limits, tokens.Count);
        activeTurn.Prompt(new([.. prompt.Sent.Select(message => message.Id)], prompt.Tokens, prompt.LeftOut));
        LogPrompt(logger, turn.Id, prompt.Sent[0].Id, prompt.Sent.Count, prompt.Tokens, string.Join(' ', prompt.LeftOut), turn.TraceId);
        return prompt.ToChatMessages();
    }

    [LoggerMessage(EventIds.PromptSent, LogLevel.Information, "Turn {turn_id} sends {sent} messages from {first_sent_id} on, {prompt_tokens} tokens; reasons for leaving out older ones: [{left_out}] {trace_id}")]
    private static partial void LogPrompt(ILogger logger, Guid turn_id, Guid first_sent_id, int sent, int prompt_tokens, string left_out, string trace_id);
}
