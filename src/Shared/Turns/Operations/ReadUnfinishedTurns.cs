using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>A turn that was running when the server ended, and what it had written.</summary>
/// <param name="Standing">The finish reason of the answer that there was before; null if there was none.</param>
internal sealed record UnfinishedTurn(TurnRecord Turn, Guid UserId, Message Question, string? Standing, IReadOnlyList<Checkpoint> Pieces);

/// <summary>At most <paramref name="limit"/> of the turns that are stored as running. To be asked at start, when none can be.</summary>
internal sealed class ReadUnfinishedTurns(int limit) : Query<List<UnfinishedTurn>>
{
    internal override List<UnfinishedTurn> Sql(SqlSession db) => [.. db.RunningTurns(limit).Select(turn =>
    {
        var question = db.FindMessage(turn.Id)!;
        return new UnfinishedTurn(
            turn, db.FindOwner(turn.ConversationId), question, turn.Standing(db.FindAnswer(question)), db.CheckpointsOf(turn.Id));
    })];

    internal override List<UnfinishedTurn> Documents(DocumentSession db) => [.. db.RunningTurns(limit).Select(turn =>
    {
        var question = db.FindMessage(turn.Id)!;
        return new UnfinishedTurn(
            turn, db.FindOwner(turn.ConversationId), question, turn.Standing(db.FindAnswer(question)), db.CheckpointsOf(turn.Id));
    })];
}
