using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

/// <summary>Holds a piece of a growing answer, with the id of its turn.</summary>
internal sealed record CheckpointOf(Guid TurnId, Checkpoint Piece);

internal sealed class CheckpointRows : CopiedTable<CheckpointOf>
{
    public override string Name => "checkpoints";

    public override ValueTask<List<CheckpointOf>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare("""
            SELECT message_id, position, text, token_lengths, elapsed_ms FROM checkpoints
            WHERE (message_id, position) >= (@turn, @position) ORDER BY message_id, position LIMIT @limit
            """)
        .Set("@turn", from.Id)
        .Set("@position", from.Number)
        .Set("@limit", limit)
        .AllAsync(static row => new CheckpointOf(row.Guid(0), CheckpointMapping.Read(row, 1)));

    // The id of a document is its turn and its position.
    public override List<CheckpointOf> Read(DocumentSession db, RowKey from, int limit) => db.Checkpoints.Ascending(
        "_id",
        Keys.Of(from.Id, from.Number),
        limit,
        static found => new CheckpointOf(new Guid(found["_id"].AsBinary.AsSpan(0, 16), bigEndian: true), CheckpointMapping.Read(found)));

    public override void Write(ITableWriter writes, CheckpointOf row) => writes.Add(row.TurnId, row.Piece);

    public override RowKey KeyOf(CheckpointOf row) => new(row.TurnId, row.Piece.Position);

    protected override object ValueOf(CheckpointOf row) =>
        (row with { Piece = row.Piece with { TokenLengths = NoBytes } }, TextOf(row.Piece.TokenLengths));
}
