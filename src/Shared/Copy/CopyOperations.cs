using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy;

internal enum CopyStart
{
    /// <summary>The target was empty.</summary>
    Began,

    /// <summary>The target had a part of an interrupted copy, which is removed.</summary>
    BeganAgain,

    /// <summary>The target has data of its own. Nothing was changed.</summary>
    NotEmpty,
}

/// <summary>Marks the target as an unfinished copy if it is empty. Empties it if it is marked already.</summary>
internal sealed class BeginCopy : Command<CopyStart>
{
    internal override Guid Key => Guid.Empty;

    internal override async ValueTask<CopyStart> Sql(SqlSession db)
    {
        var start = Decide(await db.HasCopyMark(), await db.HasRows());
        if (start == CopyStart.BeganAgain) db.ClearTables();
        if (start == CopyStart.Began) db.SetCopyMark();
        return start;
    }

    internal override CopyStart Documents(DocumentSession db)
    {
        var start = Decide(db.HasCopyMark(), db.HasRows());
        if (start == CopyStart.BeganAgain) db.ClearTables();
        if (start == CopyStart.Began) db.SetCopyMark();
        return start;
    }

    private static CopyStart Decide(bool isMarked, bool hasRows) =>
        isMarked ? CopyStart.BeganAgain : hasRows ? CopyStart.NotEmpty : CopyStart.Began;
}

/// <summary>Removes the mark, so that a server can use the store.</summary>
internal sealed class EndCopy : Command<bool>
{
    internal override Guid Key => Guid.Empty;

    internal override ValueTask<bool> Sql(SqlSession db)
    {
        db.RemoveCopyMark();
        return new(true);
    }

    internal override bool Documents(DocumentSession db)
    {
        db.RemoveCopyMark();
        return true;
    }
}

/// <summary>Counts the rows of all tables.</summary>
internal sealed class CountRows : Query<long>
{
    internal override ValueTask<long> Sql(SqlSession db) => db.CountRows();

    internal override long Documents(DocumentSession db) => db.CountRows();
}

/// <summary>Reads a page of a table.</summary>
internal sealed class ReadRows<T>(CopiedTable<T> table, RowKey from, int limit) : Query<List<T>>
{
    internal override ValueTask<List<T>> Sql(SqlSession db) => table.Read(db, from, limit);

    internal override List<T> Documents(DocumentSession db) => table.Read(db, from, limit);
}

/// <summary>Adds a page of rows to a table.</summary>
internal sealed class WriteRows<T>(CopiedTable<T> table, IReadOnlyList<T> rows) : TableCommand<bool, bool>
{
    internal override Guid Key => Guid.Empty;

    internal override ValueTask<bool> LookAsync(ITableReader db) => new(true);

    internal override bool Decide(bool seen, ITableWriter writes)
    {
        foreach (var row in rows) table.Write(writes, row);
        return true;
    }
}
