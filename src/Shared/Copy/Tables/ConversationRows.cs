using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

/// <summary>Copies the conversations that are not in the trash.</summary>
internal sealed class ConversationRows() : TableById<Conversation>(
    "conversations", ConversationMapping.Columns, ConversationMapping.Read, ConversationMapping.Read, static row => row.Id,
    "user_id IS NOT NULL AND ")
{
    public override void Write(ITableWriter writes, Conversation row) => writes.Add(row);
}

internal sealed class TrashRows : CopiedTable<TrashedConversation>
{
    private static readonly SqlText Page = TrashMapping.Rows("AND t.conversation_id >= @from ORDER BY t.conversation_id LIMIT @limit");

    public override string Name => "trash";

    public override ValueTask<List<TrashedConversation>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare(Page)
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(TrashMapping.Read);

    public override List<TrashedConversation> Read(DocumentSession db, RowKey from, int limit) =>
        db.Trash.Ascending("_id", from.Id, limit, TrashMapping.Read);

    public override void Write(ITableWriter writes, TrashedConversation row) => writes.Add(row);

    public override RowKey KeyOf(TrashedConversation row) => new(row.Conversation.Id);

    protected override object ValueOf(TrashedConversation row) => row;
}

/// <summary>Holds the instructions of a conversation, with the conversation's id.</summary>
internal sealed record InstructionsOf(Guid ConversationId, Instructions Instructions);

internal sealed class InstructionRows : CopiedTable<InstructionsOf>
{
    // CROSS JOIN lets SQLite read the conversations in order, and no others before them.
    private static readonly SqlText Page = MessageKey.Text(key => $"""
        SELECT id, {InstructionsMapping.Columns} FROM conversations CROSS JOIN instructions
        WHERE instructions.{key.ConversationKey} = conversations.{key.ConversationId} AND id >= @from
        ORDER BY id LIMIT @limit
        """);

    public override string Name => "instructions";

    public override ValueTask<List<InstructionsOf>> Read(SqlSession db, RowKey from, int limit) => db
        .Prepare(Page)
        .Set("@from", from.Id)
        .Set("@limit", limit)
        .AllAsync(static row => new InstructionsOf(row.Guid(0), InstructionsMapping.Read(row, 1)!));

    public override List<InstructionsOf> Read(DocumentSession db, RowKey from, int limit) => db.Instructions.Ascending(
        "_id", from.Id, limit, static found => new InstructionsOf(found.Id(), InstructionsMapping.Read(found)));

    public override void Write(ITableWriter writes, InstructionsOf row) => writes.SetInstructions(row.ConversationId, row.Instructions);

    public override RowKey KeyOf(InstructionsOf row) => new(row.ConversationId);

    protected override object ValueOf(InstructionsOf row) => row;
}
