using System.Diagnostics;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Ends a turn: stores its outcome, frees its slot, and then tells its subscribers the state of the store.</summary>
internal sealed partial class TurnFinisher(
    IStore store,
    ActiveTurns activeTurns,
    StoreRetry retry,
    TurnSlots slots,
    DailyQuotas quotas,
    ModelCatalog models,
    TurnMetrics metrics,
    TimeProvider clock,
    IOptions<StreamingOptions> options,
    ILogger<TurnFinisher> logger)
{
    /// <summary>Finishes an attempt. Never throws.</summary>
    /// <param name="reason">One of <see cref="FinishReasons"/>.</param>
    /// <param name="failure">The problem, if the turn failed.</param>
    /// <param name="span">The turn's span, if a listener exists. It ends here.</param>
    public async Task FinishAsync(ActiveTurn activeTurn, string reason, Problem? failure, Activity? span)
    {
        // 1. Store the outcome. If the answer cannot be stored, store that the turn failed.
        var outcome = activeTurn.IsAbandoned
            ? null
            : await StoreAsync(activeTurn, reason, failure) ?? await StoreFailureAsync(activeTurn);
        if (activeTurn.IsAbandoned)
        {
            Leave(activeTurn);
            return;
        }

        var isStored = outcome is not null;
        outcome ??= new(FinishReasons.Error, Answer: null, NotStored);

        // 2. In strict mode, publish the tokens that were stored with the answer and not in a checkpoint.
        var answer = outcome.Answer?.Id == activeTurn.Turn.AnswerId ? outcome.Answer : null;
        if (answer is not null && options.Value.IsStrict) activeTurn.AppendTokens(activeTurn.Answer.Rest());

        // 3. Free the slot and the conversation before any waiting client can learn of the end.
        slots.Release(activeTurn.Turn.UserId);
        if (isStored) Complete(activeTurn);

        Report(activeTurn, outcome, answer, span);

        // 4. Notify the subscribers.
        activeTurn.Publish(outcome);

        // 5. Keep trying to store the end. Otherwise the conversation would refuse every message until the next start.
        if (!isStored) await StoreLaterAsync(activeTurn);
        activeTurn.Dispose();
    }

    private static Problem NotStored => Problem.Of(StatusCodes.Status500InternalServerError, "The answer could not be stored.");

    /// <summary>Leaves the turn to the node that has taken it over.</summary>
    private void Leave(ActiveTurn activeTurn)
    {
        slots.Release(activeTurn.Turn.UserId);
        Complete(activeTurn);
        activeTurn.EndAbandoned();
        activeTurn.Dispose();
    }

    private void Complete(ActiveTurn activeTurn)
    {
        activeTurns.Remove(activeTurn);
        activeTurn.SetStored();
    }

    /// <summary>Stores the outcome. Returns null if the store failed.</summary>
    private async Task<TurnOutcome?> StoreAsync(ActiveTurn activeTurn, string reason, Problem? failure)
    {
        var (turn, answer) = (activeTurn.Turn, activeTurn.Answer);
        try
        {
            var stored = new StoredOutcome(reason, turn.Attempt, answer.PackLengths(), failure?.ToJson(turn.TraceId), answer.Reasoning());
            var message = answer.IsWorthKeeping(reason) ? answer.ToMessage(turn) : null;
            // While the store is away, the end waits, and the answer stays.
            var (found, stands) = await retry.WhileAwayAsync(turn, () => FinishAsync(activeTurn, stored, message));
            return found ? new(reason, stands, failure) : new(FinishReasons.Error, Answer: null, Problem.NotFound);
        }
        catch (Exception e) when (e is FencedException or StoreUnavailableException or InsufficientStorageException)
        {
            // Another node ends it, or the next start does.
            activeTurn.Abandon();
            return null;
        }
        catch (Exception e)
        {
            LogNotStored(logger, e, turn.Id, turn.TraceId);
            return null;
        }
    }

    /// <summary>Stores a failure without the answer, which may be the cause. Returns null if the store failed again.</summary>
    private async Task<TurnOutcome?> StoreFailureAsync(ActiveTurn activeTurn)
    {
        if (activeTurn.IsAbandoned) return null;
        try
        {
            return await FinishWithoutAnswerAsync(activeTurn);
        }
        catch (Exception e)
        {
            LogNotStored(logger, e, activeTurn.Turn.Id, activeTurn.Turn.TraceId);
            return null;
        }
    }

    /// <summary>Tries again until the store accepts the end or the server shuts down. The next start then ends the turn.</summary>
    private async Task StoreLaterAsync(ActiveTurn activeTurn)
    {
        var turn = activeTurn.Turn;
        if (await retry.RunAsync(() => FinishWithoutAnswerAsync(activeTurn))) LogStoredLater(logger, turn.Id, turn.TraceId);
        Complete(activeTurn);
    }

    private async Task<TurnOutcome> FinishWithoutAnswerAsync(ActiveTurn activeTurn)
    {
        var turn = activeTurn.Turn;
        var outcome = new StoredOutcome(FinishReasons.Error, turn.Attempt, TokenLengths: null, NotStored.ToJson(turn.TraceId));
        var (_, stands) = await FinishAsync(activeTurn, outcome, answer: null);
        return new(FinishReasons.Error, stands, NotStored);
    }

    private ValueTask<FinishTurnResult> FinishAsync(ActiveTurn activeTurn, StoredOutcome outcome, Message? answer)
    {
        var turn = activeTurn.Turn;
        var end = new AttemptEnd(outcome, answer, activeTurn.Sent, activeTurn.Answer.Close(), activeTurn.Counted)
        {
            Seams = turn.Seams,
            Spent = new(turn.UserId, quotas.Day, activeTurn.Sent.Tokens + activeTurn.Answer.WrittenTokens),
        };
        return store.WriteAsync(new FinishTurn(turn.UserMessage, end, turn.Standing, clock.Now()), CancellationToken.None);
    }

    private void Report(ActiveTurn activeTurn, TurnOutcome outcome, Message? answer, Activity? span)
    {
        var turn = activeTurn.Turn;
        LogEnded(
            logger,
            turn.Id,
            turn.ConversationId,
            turn.UserId,
            turn.ModelTag,
            outcome.FinishReason,
            answer?.TokenCount ?? 0,
            answer?.InferenceTimeMs ?? 0,
            turn.TraceId);
        metrics.Ended(activeTurn.Answer, models.Route(turn.ModelTag)?.Name, outcome.FinishReason);
        span?.End(outcome.FinishReason);
    }

    [LoggerMessage(
        EventIds.TurnEnded,
        LogLevel.Information,
        "Turn {turn_id} of conversation {conversation_id} ended: {finish_reason}, {token_count} tokens in {inference_time_ms} ms by "
            + "{model_tag} {user_id} {trace_id}")]
    private static partial void LogEnded(
        ILogger logger,
        Guid turn_id,
        Guid conversation_id,
        Guid user_id,
        string model_tag,
        string finish_reason,
        int token_count,
        int inference_time_ms,
        string trace_id);

    [LoggerMessage(EventIds.OutcomeNotStored, LogLevel.Error, "Cannot store the outcome of turn {turn_id} {trace_id}")]
    private static partial void LogNotStored(ILogger logger, Exception error, Guid turn_id, string trace_id);

    [LoggerMessage(EventIds.OutcomeStoredLate, LogLevel.Warning, "Stored the outcome of turn {turn_id} after a failure {trace_id}")]
    private static partial void LogStoredLater(ILogger logger, Guid turn_id, string trace_id);
}
