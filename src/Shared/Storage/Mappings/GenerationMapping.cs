using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Mappings;

/// <summary>
/// A turn as stored, by the id of its user message. At most one runs in a conversation: SQL engines keep that with a partial unique index,
/// document engines with the collection <c>running</c>, whose id is the conversation's.
/// </summary>
internal static class GenerationMapping
{
    public static void BeginGeneration(this SqlSession db, Guid turnId, Guid conversationId, DateTime now) => db
        .Prepare("INSERT INTO generations (message_id, conversation_id, status, started_at) VALUES (@turn, @conversation, 'running', @now)")
        .Set("@turn", turnId)
        .Set("@conversation", conversationId)
        .Set("@now", now)
        .Execute();

    public static void BeginGeneration(this DocumentSession db, Guid turnId, Guid conversationId, DateTime now)
    {
        db.Generations.Insert(new BsonDocument
        {
            ["_id"] = turnId,
            ["conversation_id"] = conversationId,
            ["status"] = GenerationStatus.Running,
            ["started_at"] = Microseconds.From(now),
        });
        db.Running.Insert(new BsonDocument { ["_id"] = conversationId, ["message_id"] = turnId });
    }

    public static bool IsRunning(this SqlSession db, Guid conversationId) => db
        .Prepare("SELECT 1 FROM generations WHERE conversation_id = @conversation AND status = 'running'")
        .Set("@conversation", conversationId)
        .Any();

    public static bool IsRunning(this DocumentSession db, Guid conversationId) => db.Running.Find(conversationId) is not null;

    public static void EndGeneration(this SqlSession db, Guid turnId, string status, DateTime now) => db
        .Prepare("UPDATE generations SET status = @status, ended_at = @now WHERE message_id = @turn")
        .Set("@status", status)
        .Set("@now", now)
        .Set("@turn", turnId)
        .Execute();

    public static void EndGeneration(this DocumentSession db, Guid turnId, string status, DateTime now)
    {
        if (db.Generations.Find(turnId) is not { } generation) return;
        generation["status"] = status;
        generation["ended_at"] = Microseconds.From(now);
        db.Generations.Update(generation);
        // Only its own mark: the conversation may be busy with another turn by now.
        var conversationId = generation["conversation_id"].AsGuid;
        if (db.Running.Find(conversationId) is { } running && running["message_id"].AsGuid == turnId) db.Running.Delete(conversationId);
    }
}
