using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Names and counts the versions of answers, and lets one of them stand.</summary>
internal static class StandingMapping
{
    private static readonly SqlText Names = MessageKey.Text(key =>
        $"SELECT message_id, attempt, answer_id FROM versions WHERE message_id IN (SELECT id FROM messages WHERE {key.OfConversation})");

    /// <summary>Returns true if a message of any conversation has a version with this id.</summary>
    public static ValueTask<bool> IsVersion(this SqlSession db, Guid answerId) =>
        db.Prepare("SELECT 1 FROM versions WHERE answer_id = @id").Set("@id", answerId).AnyAsync();

    public static bool IsVersion(this DocumentSession db, Guid answerId) => db.Versions.FindBy("answer_id", answerId) is not null;

    /// <summary>Returns the names of the stored versions of all answers of a conversation.</summary>
    public static ValueTask<List<VersionName>> VersionNames(this SqlSession db, Guid conversationId) => db
        .Prepare(Names)
        .Set("@conversation", conversationId)
        .AllAsync(static row => new VersionName(row.Guid(0), row.Int(1), row.Guid(2)));

    /// <summary>Returns the names of the stored versions of a turn's answer.</summary>
    public static List<VersionName> VersionNames(this DocumentSession db, Guid turnId) => OfTurn(db, turnId, one =>
        new VersionName(turnId, one["attempt"].AsInt32, one["answer_id"].AsGuid));

    /// <summary>Counts the stored versions of a turn's answer other than the standing one.</summary>
    public static async ValueTask<long> CountOtherVersions(this SqlSession db, Guid turnId) => await db
        .Prepare("""
            SELECT count(*) FROM versions JOIN generations ON generations.message_id = versions.message_id
            WHERE versions.message_id = @turn AND versions.attempt <> generations.outcome_attempt
            """)
        .Set("@turn", turnId)
        .NumberAsync() ?? 0;

    /// <summary>Lets the outcome of an earlier attempt stand, with what that attempt was. No attempt runs.</summary>
    public static ValueTask<int> SetStanding(this SqlSession db, TurnRecord earlier) => db
        .Prepare($"""
            UPDATE generations SET model_tag = @model, answer_id = @answer, {AttemptMapping.Sent}, seams = @seams, {AttemptMapping.Outcome} WHERE message_id = @turn
            """)
        .Set("@model", earlier.ModelTag)
        .Set("@answer", earlier.AnswerId)
        .SetSent(earlier.Sent)
        .SetSeams(earlier.Seams)
        .SetOutcome(earlier.Outcome)
        .Set("@attempt", earlier.Attempt)
        .Set("@turn", earlier.Id)
        .ExecuteAsync();

    public static void SetStanding(this DocumentSession db, TurnRecord earlier)
    {
        var found = db.Turns.Find(earlier.Id)!;
        found["model_tag"] = earlier.ModelTag;
        found["answer_id"] = earlier.AnswerId;
        AttemptMapping.Write(found, earlier.Sent);
        found["seams"] = AttemptMapping.Stored(earlier.Seams);
        AttemptMapping.Write(found, earlier.Outcome!);
        db.Turns.Update(found);
    }

    public static void RemoveVersionsOf(this DocumentSession db, Guid turnId)
    {
        foreach (var id in OfTurn(db, turnId, one => one["_id"])) db.Versions.Delete(id);
    }

    private static List<T> OfTurn<T>(DocumentSession db, Guid turnId, Func<BsonDocument, T> read) =>
        db.Versions.Ascending("_id", Keys.Of(turnId, 0), Keys.Of(turnId, int.MaxValue), int.MaxValue, read);
}
