using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Streaming;

/// <summary>Marks every running turn as interrupted, at a start, when none can be running; returns how many there were.</summary>
public sealed class InterruptUnfinishedTurns(DateTime now) : Command<int>
{
    internal override int Sql(SqlSession db) => db
        .Prepare("UPDATE generations SET status = 'interrupted', ended_at = @now WHERE status = 'running'")
        .Set("@now", now)
        .Execute();

    internal override int Documents(DocumentSession db)
    {
        var unfinished = db.Running.All();
        foreach (var running in unfinished)
        {
            db.EndGeneration(running["message_id"].AsGuid, GenerationStatus.Interrupted, now);
        }

        return unfinished.Count;
    }
}
