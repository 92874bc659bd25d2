using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Begins turns: a place among those that run, the store's word, and the start.</summary>
internal sealed class TurnStarter(IStore store, ActiveTurns activeTurns, TurnFinder turns, TurnSlots slots, Drain drain, TimeProvider clock)
{
    /// <summary>Begins a turn, or joins the one that runs already; without a activeTurn where there is none to read.</summary>
    /// <param name="command">Makes the command, by what it is to ask whether a turn may begin.</param>
    /// <param name="cancelOther">Ends the turn that is in the way, if there is one, and then goes on.</param>
    public async Task<(StartTurnResult StartTurnResult, ActiveTurn? ActiveTurn)> BeginAsync(
        Guid userId, Guid conversationId, Func<bool, Command<StartTurnResult>> command, bool cancelOther, string traceId, CancellationToken ct)
    {
        while (true)
        {
            var begun = await StoreAsync(userId, command, ct);
            switch (begun)
            {
                case { Status: StartTurnStatus.Started, Turn: { } turn, Question: { } question }:
                    return (begun, activeTurns.Start(new(userId, question, turn.Attempt, turn.ModelTag, turn.Sampling, clock.NewId(), begun.Standing, traceId)));
                case { Status: StartTurnStatus.AlreadyRunning, Turn: { } turn }:
                    // Where it ended while we looked for it, the store says how.
                    if (await turns.FindRunningAsync(userId, turn, ct) is { } joined) return (begun, joined);
                    break;
                case { Status: StartTurnStatus.ConversationBusy, RunningTurn: { } other } when cancelOther:
                    await turns.CancelAsync(userId, conversationId, other, ct);
                    break;
                default:
                    return (begun, null);
            }
        }
    }

    private async Task<StartTurnResult> StoreAsync(Guid userId, Func<bool, Command<StartTurnResult>> command, CancellationToken ct)
    {
        var slot = !drain.HasBegun && slots.TryTake(userId);
        var started = false;
        try
        {
            var begun = await store.WriteAsync(command(slot), ct);
            started = begun.Status == StartTurnStatus.Started;
            return begun;
        }
        finally
        {
            if (slot && !started) slots.Release(userId);
        }
    }
}
