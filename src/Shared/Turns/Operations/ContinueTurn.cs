using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Passes a running attempt whose server is gone on to this server, which continues its answer. The attempt and its checkpoints stay. Returns
/// null and writes nothing if the turn no longer runs as it was read.
/// </summary>
/// <param name="cut">The turn as it was read. Its seams tell whether another node was faster.</param>
/// <param name="seam">The end of the stored text.</param>
/// <param name="answerId">The new id of the answer, by which a write with an unknown outcome recognises itself when it runs again.</param>
internal sealed class ContinueTurn(Guid userId, TurnRecord cut, Seam seam, Guid answerId)
    : TableCommand<ContinueTurn.Seen, ContinuedTurn?>
{
    internal override Guid Key => cut.ConversationId;

    internal override bool UsesReserve => true;

    internal sealed record Seen(ConversationState? State, TurnRecord? Turn);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (state, turn) = await Reads.TogetherAsync(
            db.FindConversationState(userId, cut.ConversationId), db.FindTurn(userId, cut.ConversationId, cut.Id));
        return new(state, turn);
    }

    internal override ContinuedTurn? Decide(Seen seen, ITableWriter writes)
    {
        if (seen.State is not { } state || seen.Turn is not { IsRunning: true } turn || turn.Attempt != cut.Attempt) return null;
        if (turn.AnswerId == answerId) return new(turn, state.Instructions);
        if (turn.Seams != cut.Seams || turn.AnswerId != cut.AnswerId) return null;

        var next = turn with { AnswerId = answerId, Seams = turn.Seams.With(seam) };
        writes.ContinueAttempt(next);
        return new(next, state.Instructions);
    }
}

/// <param name="Instructions">The instructions of the conversation now. Null if it has none.</param>
internal sealed record ContinuedTurn(TurnRecord Turn, Instructions? Instructions);
