using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Keeps a turn that was running when the server ended, and the text that it had written.</summary>
/// <param name="Standing">The finish reason of the earlier answer. Null if there was none.</param>
internal sealed record UnfinishedTurn(TurnRecord Turn, Guid UserId, Message Question, string? Standing, IReadOnlyList<Checkpoint> Pieces);

/// <summary>
/// Reads at most <paramref name="limit"/> of the turns stored as running that no server runs, in the order of their
/// conversations' ids. Where the store belongs to one server, use it at the start, before any turn can run.
/// </summary>
/// <param name="after">The conversation of the last turn that was read before.</param>
internal sealed class ReadUnfinishedTurns(int limit, Guid after = default) : Query<List<UnfinishedTurn>>
{
    internal override async ValueTask<List<UnfinishedTurn>> Sql(SqlSession db)
    {
        var unfinished = new List<UnfinishedTurn>();
        foreach (var turn in await db.AbandonedTurns(after, limit))
        {
            var question = (await db.FindMessage(turn.Id))!;
            var standing = turn.Standing(await db.FindAnswer(question) is not null);
            unfinished.Add(new(turn, await db.FindOwner(turn.ConversationId), question, standing, await db.CheckpointsOf(turn.Id)));
        }

        return unfinished;
    }

    internal override List<UnfinishedTurn> Documents(DocumentSession db) => [.. db.AbandonedTurns(after, limit).Select(turn =>
    {
        var question = db.FindMessage(turn.Id)!;
        return new UnfinishedTurn(
            turn,
            db.FindOwner(turn.ConversationId),
            question,
            turn.Standing(db.FindAnswer(question) is not null),
            db.CheckpointsOf(turn.Id));
    })];
}
