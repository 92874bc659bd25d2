using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Streaming;

/// <summary>Begins turns: a place among those that run, the store's word, and the start.</summary>
internal sealed class TurnStart(IStore store, GenerationRegistry generations, TurnLookup turns, TurnPlaces places, Drain drain, TimeProvider clock)
{
    /// <summary>Begins a turn, or joins the one that runs already; without a generation where there is none to read.</summary>
    /// <param name="command">Makes the command, by what it is to ask whether a turn may begin.</param>
    /// <param name="cancelOther">Ends the turn that is in the way, if there is one, and then goes on.</param>
    public async Task<(Begun Begun, Generation? Generation)> BeginAsync(
        Guid userId, Guid conversationId, Func<Func<bool>, Command<Begun>> command, bool cancelOther, string traceId, CancellationToken ct)
    {
        while (true)
        {
            var begun = await StoreAsync(userId, command, ct);
            switch (begun)
            {
                case { How: Beginning.Began, Turn: { } turn, Question: { } question }:
                    return (begun, generations.Start(new(userId, question, turn.Attempt, turn.ModelTag, turn.Sampling, clock.NewId(), begun.Standing, traceId)));
                case { How: Beginning.Runs, Turn: { } turn }:
                    // Where it ended while we looked for it, the store says how.
                    if (await turns.FindRunningAsync(userId, turn, ct) is { } joined) return (begun, joined);
                    break;
                case { How: Beginning.Busy, RunningTurn: { } other } when cancelOther:
                    await turns.CancelAsync(userId, conversationId, other, ct);
                    break;
                default:
                    return (begun, null);
            }
        }
    }

    private async Task<Begun> StoreAsync(Guid userId, Func<Func<bool>, Command<Begun>> command, CancellationToken ct)
    {
        // Only when the turn begins: whoever joins one, or asks in vain, must not stand in anybody's way meanwhile.
        var (place, begins) = (false, false);
        bool MayBegin() => place || (place = !drain.HasBegun && places.TryTake(userId));
        try
        {
            var begun = await store.WriteAsync(command(MayBegin), ct);
            begins = begun.How == Beginning.Began;
            return begun;
        }
        finally
        {
            if (place && !begins) places.Release(userId);
        }
    }
}
