using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

internal sealed class TurnRows : CopiedTable<WholeTurn>
{
    public override string Name => "generations";

    public override ValueTask<List<WholeTurn>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare($"SELECT {WholeTurnMapping.Columns} FROM generations WHERE message_id >= @from ORDER BY message_id LIMIT @limit")
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(WholeTurnMapping.Read);

    public override List<WholeTurn> Read(DocumentSession db, RowKey from, int limit) =>
        db.Turns.Ascending("_id", from.Id, limit, WholeTurnMapping.Read);

    public override void Write(ITableWriter writes, WholeTurn row) => writes.Add(row);

    public override RowKey KeyOf(WholeTurn row) => new(row.Turn.Id);

    protected override object ValueOf(WholeTurn row) => (row.StartedAt, row.EndedAt, TurnValue.Of(row.Turn));
}
