using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Bench.Rows;

/// <summary>One row: the statement that a turn's operations store a message with, without what else they do.</summary>
internal sealed class AddMessage(Message message) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        db.Add(message);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        db.Add(message);
        return true;
    }
}

/// <summary>Takes away what a round has written, so that the next one begins as it did.</summary>
internal sealed class RemoveMessages(IReadOnlyList<Guid> ids) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        foreach (var id in ids) db.RemoveMessage(id);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        foreach (var id in ids) db.RemoveMessage(id);
        return true;
    }
}
