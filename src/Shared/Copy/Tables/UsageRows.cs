using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

internal sealed class UsageRows : CopiedTable<Usage>
{
    public override string Name => "usage";

    public override ValueTask<List<Usage>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare($"SELECT {UsageMapping.Columns} FROM usage WHERE user_id >= @from ORDER BY user_id LIMIT @limit")
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(UsageMapping.Read);

    public override List<Usage> Read(DocumentSession db, RowKey from, int limit) =>
        db.Usage.Ascending("_id", from.Id, limit, UsageMapping.Read);

    public override void Write(ITableWriter writes, Usage row) => writes.Add(row);

    public override RowKey KeyOf(Usage row) => new(row.UserId);

    protected override object ValueOf(Usage row) => row;
}
