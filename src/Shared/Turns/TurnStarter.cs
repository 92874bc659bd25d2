using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Mirrors;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Starts turns. docs/architecture.md follows one turn from its request on.</summary>
internal sealed partial class TurnStarter(
    IStore store,
    Reservations reservations,
    ActiveTurns activeTurns,
    StoreRetry retry,
    TurnSlots slots,
    RequestRates rates,
    DailyQuotas quotas,
    RemoteTurns remote,
    MirrorSet mirrors,
    TurnRunner runner,
    Drain drain,
    TimeProvider clock,
    ILogger<TurnStarter> logger)
{
    /// <summary>Makes the command that stores a turn as running.</summary>
    /// <param name="answerId">The new id of the turn's answer.</param>
    /// <param name="mayStart">False if the command may only find an existing turn.</param>
    /// <param name="userLimit">See <see cref="TurnSlots.UserLimitInStore"/>.</param>
    /// <param name="quotas">See <see cref="DailyQuotas.Today"/>.</param>
    internal delegate Command<StartTurnResult> Start(Guid answerId, bool mayStart, int? userLimit, Quotas? quotas);

    /// <summary>Starts a turn, or finds the one that the same request started before.</summary>
    /// <param name="cancelOther">True to end a turn that is in the way and to wait for its end.</param>
    /// <returns>The turn to subscribe to. It is null if there is none, and the result then says why.</returns>
    public async Task<(StartTurnResult Result, ILiveTurn? Turn)> StartAsync(
        Guid userId, Guid conversationId, Start start, bool cancelOther, string traceId, CancellationToken ct)
    {
        // 1. Reserve the conversation. No other request can start a turn in it until this one is done.
        var reservation = await reservations.TakeAsync(conversationId, ct);
        var (hasSlot, isUnknown) = (false, false);
        var answerId = clock.NewId();
        try
        {
            // 2. If a turn runs, this request may ask for the same turn, or may be refused. The store knows which.
            if (activeTurns.Find(conversationId) is { } other)
            {
                var found = await store.WriteAsync(start(answerId, mayStart: false, userLimit: null, quotas: null), ct);
                var isKnown = found.Status == StartTurnStatus.AlreadyRunning;
                // Another node may have ended that turn and run this one. The attempt's answer tells them apart.
                if (isKnown && found.Turn!.AnswerId == other.Turn.AnswerId) return (found, other);
                var isInTheWay = found.Status == StartTurnStatus.ConversationBusy;
                if (isInTheWay ? !cancelOther : !isKnown && found.Status != StartTurnStatus.LimitReached) return (found, null);

                // 3. Take a slot before cancelling the other turn. A turn that cannot start then cancels nothing.
                if (isInTheWay && !TakeOverSlot()) return (new(StartTurnStatus.LimitReached), null);
                // If it is not in the way, the store has its end already, or its conversation was replaced by a reset.
                other.Stop(isInTheWay ? FinishReasons.Cancelled : FinishReasons.Interrupted);
                await other.Stored.WaitAsync(ct);
                if (!isInTheWay && !TryTakeSlot()) return (new(StartTurnStatus.LimitReached), null);
            }
            else
            {
                TryTakeSlot();
            }

            // 4. Store the turn as running, and run it independently of the request.
            StartTurnResult result;
            var looks = 0;
            do
            {
                result = await StoreAsync(start(answerId, hasSlot, UserLimit(), quotas.Today), ct);
                // Another node may run the turn of the same request, or the turn that is in the way.
                var isSame = result.Status == StartTurnStatus.AlreadyRunning;
                var running = isSame ? result.Turn!.Id : cancelOther ? result.RunningTurn : null;
                if (running is not { } id) break;
                // It may have ended since the store was asked. Then the store knows more.
                if (await remote.FindAsync(id, ct) is not { } there) continue;
                if (isSame && await mirrors.OpenAsync(there, ct) is { } mirror) return (result, mirror);
                if (!isSame && !hasSlot) return (new(StartTurnStatus.LimitReached), null);
                if (!isSame) await remote.CancelAsync(there, ct);
            }
            while (looks++ < TurnFinder.Looks);

            if (result.Status == StartTurnStatus.AlreadyRunning) throw TurnFinder.Unresolved();
            if (result is not { Status: StartTurnStatus.Started, Turn: { } turn, Question: { } question }) return (result, null);
            hasSlot = false;
            rates.CountTurn(userId);
            Turn started = new(
                userId, question, turn.Attempt, turn.ModelTag, turn.Sampling, answerId, result.Standing, traceId, result.Instructions);
            return (result, runner.Start(started));
        }
        finally
        {
            // 5. Let the next request in. While the outcome is unknown it must wait, because it could not interpret the store's state.
            if (hasSlot) slots.Release(userId);
            if (isUnknown) _ = ResolveAsync(userId, conversationId, answerId, traceId, reservation);
            else reservation.Dispose();
        }

        bool MayStart() => rates.TurnRefusal(userId) is null;

        bool TryTakeSlot() => MayStart() && slots.TryTake(userId) && KeepSlot();

        // The other turn frees its slot for this one. So a turn can replace another even at the limit.
        bool TakeOverSlot()
        {
            if (!MayStart()) return false;
            slots.Take(userId);
            return KeepSlot();
        }

        // The drain waits for all slots that are taken before it begins, so this must follow the taking.
        bool KeepSlot()
        {
            hasSlot = !drain.HasBegun;
            if (!hasSlot) slots.Release(userId);
            return hasSlot;
        }

        int? UserLimit() => hasSlot ? slots.UserLimitInStore : null;

        async Task<StartTurnResult> StoreAsync(Command<StartTurnResult> command, CancellationToken token)
        {
            try
            {
                return await store.WriteAsync(command, token);
            }
            catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException or InsufficientStorageException))
            {
                // The command may still have been committed. When it runs again, it recognises itself by the answer's id.
                LogUnknown(logger, e, conversationId, traceId);
                isUnknown = true;
                var result = await store.WriteAsync(command, CancellationToken.None);
                isUnknown = false;
                return result;
            }
        }
    }

    /// <summary>Ends the turn that may have been stored, as soon as the store accepts that. The conversation is then free again.</summary>
    private async Task ResolveAsync(
        Guid userId, Guid conversationId, Guid answerId, string traceId, Reservations.Reservation reservation)
    {
        var failure = Problem.Of(StatusCodes.Status500InternalServerError, "The turn could not be stored.").ToJson(traceId);
        await retry.RunAsync(() => store.WriteAsync(
            new AbandonTurn(userId, conversationId, answerId, failure, clock.Now()), CancellationToken.None).AsTask());
        reservation.Dispose();
    }

    [LoggerMessage(
        EventIds.StartUnknown, LogLevel.Warning, "It is unknown whether a turn of conversation {conversation_id} was stored {trace_id}")]
    private static partial void LogUnknown(ILogger logger, Exception error, Guid conversation_id, string trace_id);
}
