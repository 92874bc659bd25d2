using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Bench.Rows;

/// <summary>Stores one message, with the statement that a turn's operations use and nothing else.</summary>
internal sealed class AddMessage(Message message) : Command<bool>
{
    internal override Guid Key => message.ConversationId;

    internal override ValueTask<bool> Sql(SqlSession db)
    {
        db.Write(db.Add(message));
        return new(true);
    }

    internal override bool Documents(DocumentSession db)
    {
        db.Add(message);
        return true;
    }
}

/// <summary>Removes what a round has written, so that the next one starts as it did.</summary>
internal sealed class RemoveMessages(IReadOnlyList<Guid> ids) : Command<bool>
{
    internal override Guid Key => Guid.Empty;

    internal override async ValueTask<bool> Sql(SqlSession db)
    {
        foreach (var id in ids) await db.RemoveMessage(id);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        foreach (var id in ids) db.RemoveMessage(id);
        return true;
    }
}
