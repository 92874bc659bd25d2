using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

internal sealed class VersionRows : CopiedTable<AnswerVersion>
{
    public override string Name => "versions";

    public override ValueTask<List<AnswerVersion>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare($"""
            SELECT {VersionMapping.Columns} FROM versions
            WHERE (message_id, attempt) >= (@turn, @attempt) ORDER BY message_id, attempt LIMIT @limit
            """)
        .Set("@turn", from.Id)
        .Set("@attempt", from.Number)
        .Set("@limit", limit)
        .AllAsync(VersionMapping.Read);

    public override List<AnswerVersion> Read(DocumentSession db, RowKey from, int limit) =>
        db.Versions.Ascending("_id", Keys.Of(from.Id, from.Number), limit, VersionMapping.Read);

    public override void Write(ITableWriter writes, AnswerVersion row) => writes.Keep(row);

    public override RowKey KeyOf(AnswerVersion row) => new(row.Turn.Id, row.Turn.Attempt);

    protected override object ValueOf(AnswerVersion row) => (row.Answer, TurnValue.Of(row.Turn));
}
