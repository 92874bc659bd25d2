using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Stores how an attempt ended, so that whatever is told of it is true of the store.</summary>
internal sealed partial class TurnFinisher(IStore store, TimeProvider clock, ILogger<TurnFinisher> logger)
{
    /// <summary>Never throws.</summary>
    public async Task<TurnOutcome> RunAsync(ActiveTurn activeTurn, string reason, Problem? failure)
    {
        var (turn, answer) = (activeTurn.Turn, activeTurn.Answer);
        try
        {
            var outcome = new StoredOutcome(reason, turn.Attempt, answer.PackLengths(), failure?.ToJson(turn.TraceId));
            var (found, stands) = await FinishAsync(activeTurn, outcome, answer.IsWorthKeeping(reason) ? answer.ToMessage(turn) : null);
            return found ? new(reason, stands, failure) : new(FinishReasons.Error, null, Problem.NotFound);
        }
        catch (Exception e)
        {
            LogFailed(logger, e, turn.Id, turn.TraceId);
            return await EndWithoutAnswerAsync(activeTurn, Problem.Of(StatusCodes.Status500InternalServerError, "The answer could not be stored."));
        }
    }

    /// <summary>The answer may be what cannot be stored; a turn left running would refuse every message until the next start.</summary>
    private async Task<TurnOutcome> EndWithoutAnswerAsync(ActiveTurn activeTurn, Problem failure)
    {
        var turn = activeTurn.Turn;
        try
        {
            var outcome = new StoredOutcome(FinishReasons.Error, turn.Attempt, TokenLengths: null, failure.ToJson(turn.TraceId));
            var (_, stands) = await FinishAsync(activeTurn, outcome, answer: null);
            return new(FinishReasons.Error, stands, failure);
        }
        catch (Exception e)
        {
            LogFailed(logger, e, turn.Id, turn.TraceId);
            return new(FinishReasons.Error, null, failure) { IsStored = false };
        }
    }

    /// <summary>Once more for an end that was told without being stored. True if it is now.</summary>
    public async Task<bool> TryAgainAsync(ActiveTurn activeTurn, Problem failure)
    {
        var turn = activeTurn.Turn;
        try
        {
            await FinishAsync(activeTurn, new(FinishReasons.Error, turn.Attempt, TokenLengths: null, failure.ToJson(turn.TraceId)), answer: null);
            LogStoredLater(logger, turn.Id, turn.TraceId);
            return true;
        }
        catch (Exception)
        {
            // As before; the log has it.
            return false;
        }
    }

    private ValueTask<Finished> FinishAsync(ActiveTurn activeTurn, StoredOutcome outcome, Message? answer)
    {
        var turn = activeTurn.Turn;
        var end = new AttemptEnd(outcome, answer, activeTurn.Sent, activeTurn.Answer.Close());
        return store.WriteAsync(new FinishTurn(turn.UserMessage, end, turn.Standing, clock.Now()), CancellationToken.None);
    }

    [LoggerMessage(EventIds.OutcomeNotStored, LogLevel.Error, "Cannot store the outcome of turn {turn_id} {trace_id}")]
    private static partial void LogFailed(ILogger logger, Exception error, Guid turn_id, string trace_id);

    [LoggerMessage(EventIds.OutcomeStoredLate, LogLevel.Warning, "Stored the outcome of turn {turn_id} after a failure {trace_id}")]
    private static partial void LogStoredLater(ILogger logger, Guid turn_id, string trace_id);
}
