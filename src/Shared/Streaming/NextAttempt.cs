using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Streaming;

/// <summary>Begins a turn that had ended again, with whatever model its conversation has now.</summary>
internal static class NextAttempt
{
    public static Begun BeginAgain(this SqlSession db, Message question, TurnRecord turn, string modelTag, DateTime now) =>
        new(Beginning.Began, question, db.BeginAgain(turn, modelTag, now), turn.Standing(db.FindAnswer(question)));

    public static Begun BeginAgain(this DocumentSession db, Message question, TurnRecord turn, string modelTag, DateTime now) =>
        new(Beginning.Began, question, db.BeginAgain(turn, modelTag, now), turn.Standing(db.FindAnswer(question)));
}
