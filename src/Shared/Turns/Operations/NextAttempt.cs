using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Begins a turn that had ended again, with whatever model its conversation has now.</summary>
internal static class NextAttempt
{
    public static StartTurnResult RestartTurn(this SqlSession db, Message question, TurnRecord turn, string modelTag, DateTime now) =>
        new(StartTurnStatus.Started, question, db.RestartTurn(turn, modelTag, now), turn.Standing(db.FindAnswer(question)));

    public static StartTurnResult RestartTurn(this DocumentSession db, Message question, TurnRecord turn, string modelTag, DateTime now) =>
        new(StartTurnStatus.Started, question, db.RestartTurn(turn, modelTag, now), turn.Standing(db.FindAnswer(question)));
}
