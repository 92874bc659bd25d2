using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

internal sealed class TurnRows : CopiedTable<WholeTurn>
{
    // Lists are compared by themselves, and this object's stand for them meanwhile.
    private static readonly SentPrompt Nothing = SentPrompt.Nothing;

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

    protected override object ValueOf(WholeTurn row)
    {
        var (outcome, sent) = (row.Turn.Outcome, row.Turn.Sent);
        return (
            row with
            {
                Turn = row.Turn with
                {
                    Outcome = outcome is null ? null : outcome with { TokenLengths = null },
                    Sent = sent is null
                        ? null
                        : sent with { MessageIds = Nothing.MessageIds, LeftOut = Nothing.LeftOut, EmptyAnswers = Nothing.EmptyAnswers },
                },
            },
            TextOf(outcome?.TokenLengths),
            sent is null ? null : string.Join(' ', sent.MessageIds),
            sent is null ? null : string.Join(' ', sent.LeftOut),
            sent is null ? null : string.Join(' ', sent.EmptyAnswers));
    }
}
