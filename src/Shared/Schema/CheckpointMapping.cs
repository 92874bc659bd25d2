using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Stores in pieces the text that a running attempt has written so far. It writes each piece once, so that a long answer is not written
/// again and again.
/// </summary>
internal static class CheckpointMapping
{
    /// <summary>Adds a piece. Returns false and writes nothing if that run of the attempt is over.</summary>
    public static async ValueTask<bool> Add(
        this SqlSession db, Guid conversationId, Guid turnId, int attempt, Seams seams, Checkpoint piece) => await db
        .Prepare("""
            INSERT INTO checkpoints (message_id, position, text, token_lengths, elapsed_ms)
            SELECT @turn, @position, @text, @lengths, @elapsed FROM generations
            WHERE message_id = @turn AND running = 1 AND attempt = @attempt AND conversation_id = @conversation
                AND COALESCE(seams, '') = @seams
            """)
        .Set("@turn", turnId)
        .Set("@conversation", conversationId)
        .Set("@position", piece.Position)
        .Set("@text", piece.Text)
        .Set("@lengths", piece.TokenLengths)
        .Set("@elapsed", piece.ElapsedMs)
        .Set("@attempt", attempt)
        .Set("@seams", seams.Text)
        .ExecuteAsync() > 0;

    /// <summary>Adds a piece of a turn, whatever its state.</summary>
    public static ValueTask<int> Add(this SqlSession db, Guid turnId, Checkpoint piece) => db
        .Prepare("""
            INSERT INTO checkpoints (message_id, position, text, token_lengths, elapsed_ms)
            VALUES (@turn, @position, @text, @lengths, @elapsed)
            """)
        .Set("@turn", turnId)
        .Set("@position", piece.Position)
        .Set("@text", piece.Text)
        .Set("@lengths", piece.TokenLengths)
        .Set("@elapsed", piece.ElapsedMs)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, Guid turnId, Checkpoint piece) => db.Checkpoints.Insert(new BsonDocument
    {
        ["_id"] = Keys.Of(turnId, piece.Position),
        ["position"] = piece.Position,
        ["text"] = piece.Text,
        ["token_lengths"] = piece.TokenLengths,
        ["elapsed_ms"] = piece.ElapsedMs,
    });

    /// <summary>Returns the pieces in order.</summary>
    public static ValueTask<List<Checkpoint>> CheckpointsOf(this SqlSession db, Guid turnId) => db
        .Prepare("SELECT position, text, token_lengths, elapsed_ms FROM checkpoints WHERE message_id = @turn ORDER BY position")
        .Set("@turn", turnId)
        .AllAsync(static row => Read(row, 0));

    /// <summary>Returns the pieces in order.</summary>
    public static List<Checkpoint> CheckpointsOf(this DocumentSession db, Guid turnId) => db.Checkpoints.Ascending(
        "_id",
        Keys.Of(turnId, 0),
        Keys.Of(turnId, int.MaxValue),
        int.MaxValue,
        Read);

    /// <param name="first">The number of the position's column in the statement.</param>
    public static Checkpoint Read(Row row, int first) => new(row.Int(first), row.Text(first + 1), row.Bytes(first + 2), row.Int(first + 3));

    public static Checkpoint Read(BsonDocument piece) =>
        new(piece["position"].AsInt32, piece["text"].AsString, piece["token_lengths"].AsBinary, piece["elapsed_ms"].AsInt32);

    public static ValueTask<int> RemoveCheckpoints(this SqlSession db, Guid turnId) =>
        db.Prepare("DELETE FROM checkpoints WHERE message_id = @turn").Set("@turn", turnId).ExecuteAsync();

    public static void RemoveCheckpoints(this DocumentSession db, Guid turnId)
    {
        foreach (var piece in db.CheckpointsOf(turnId)) db.Checkpoints.Delete(Keys.Of(turnId, piece.Position));
    }
}
