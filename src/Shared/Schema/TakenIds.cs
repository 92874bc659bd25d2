using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Finds out whether ids are free, in the data of all users.</summary>
internal static class TakenIds
{
    /// <summary>Returns true if a conversation has this id, or if a message, a turn or a version has one of the others.</summary>
    public static async ValueTask<bool> AreTaken(this SqlSession db, Guid conversationId, IReadOnlyList<Guid> messageIds)
    {
        // All reads start before the first one is awaited, so that they share a round trip.
        var reads = new List<Task<bool>>(messageIds.Count + 1)
        {
            db.Prepare("SELECT 1 FROM conversations WHERE id = @id").Set("@id", conversationId).AnyAsync().AsTask(),
        };
        foreach (var id in messageIds)
        {
            reads.Add(db
                .Prepare("""
                    SELECT 1 FROM messages WHERE id = @id
                    UNION ALL SELECT 1 FROM versions WHERE answer_id = @id
                    UNION ALL SELECT 1 FROM generations WHERE message_id = @id
                    LIMIT 1
                    """)
                .Set("@id", id)
                .AnyAsync()
                .AsTask());
        }

        var taken = false;
        foreach (var read in reads) taken |= await read;
        return taken;
    }

    public static bool AreTaken(this DocumentSession db, Guid conversationId, IReadOnlyList<Guid> messageIds) =>
        db.Conversations.Find(conversationId) is not null
        || db.Trash.Find(conversationId) is not null
        || messageIds.Any(id => db.Messages.Find(id) is not null || db.Turns.Find(id) is not null || db.IsVersion(id));
}
