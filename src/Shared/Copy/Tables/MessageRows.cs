using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

/// <summary>Reads messages by conversation and sequence, so that a conversation's messages lie side by side in the target.</summary>
internal sealed class MessageRows : CopiedTable<Message>
{
    private static readonly string Columns = string.Join(", ", MessageMapping.Columns.Split(", ").Select(column => $"m.{column}"));

    // The bounds of a conversation's places depend on the conversation alone, so SQLite goes straight to the first place.
    private static readonly SqlText Page = new(
        $"""
        SELECT {Columns} FROM conversations c CROSS JOIN messages m
        WHERE c.id >= @conversation AND m.place
            BETWEEN c.number * {MessageKey.Places} + CASE WHEN c.id = @conversation THEN @sequence ELSE 0 END
            AND (c.number + 1) * {MessageKey.Places} - 1
        ORDER BY c.id, m.place LIMIT @limit
        """,
        $"""
        SELECT {Columns} FROM messages m
        WHERE (m.conversation_id, m.sequence) >= (@conversation, @sequence)
        ORDER BY m.conversation_id, m.sequence LIMIT @limit
        """);

    public override string Name => "messages";

    public override ValueTask<List<Message>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare(Page)
        .Set("@conversation", from.Id)
        .Set("@sequence", from.Number)
        .Set("@limit", limit)
        .AllAsync(MessageMapping.Read);

    public override List<Message> Read(DocumentSession db, RowKey from, int limit)
    {
        var (page, id, number) = (new List<Message>(), from.Id, from.Number);
        while (true)
        {
            page.AddRange(db.MessagesBetween(id, number, MessageMapping.EndOfPath - 1, limit - page.Count));
            if (page.Count == limit) return page;
            if (db.Messages.Ascending(
                MessageMapping.InOrder, Keys.Of(id, int.MaxValue), 1, next => next["conversation_id"].AsGuid) is not [var other]) return page;
            (id, number) = (other, 0);
        }
    }

    public override void Write(ITableWriter writes, Message row) => writes.Add(row);

    public override RowKey KeyOf(Message row) => new(row.ConversationId, row.Sequence);

    protected override object ValueOf(Message row) => row;
}
