using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Runs a query with one body for every engine.</summary>
internal abstract class TableQuery<T> : Query<T>
{
    protected abstract ValueTask<T> ReadAsync(ITableReader db);

    internal sealed override ValueTask<T> Sql(SqlSession db) => ReadAsync(new SqlTables(db));

    internal sealed override T Documents(DocumentSession db) => ReadAsync(new DocumentTables(db)).Now();
}

/// <summary>
/// Runs a command with one body for every engine. It reads all its data first, then decides, and then writes. Engines differ in how they
/// read and write, never in the decision.
/// </summary>
/// <typeparam name="TSeen">The data that it reads.</typeparam>
/// <typeparam name="T">Its result.</typeparam>
internal abstract class TableCommand<TSeen, T> : Command<T>
{
    /// <summary>Reads all data that the decision depends on. Independent reads are awaited together.</summary>
    internal abstract ValueTask<TSeen> LookAsync(ITableReader db);

    /// <summary>Decides what to write. It uses nothing but the command's arguments and the data that was read.</summary>
    internal abstract T Decide(TSeen seen, ITableWriter writes);

    internal sealed override async ValueTask<T> Sql(SqlSession db)
    {
        var tables = new SqlTables(db);
        return Decide(await LookAsync(tables), tables);
    }

    internal sealed override T Documents(DocumentSession db)
    {
        var tables = new DocumentTables(db);
        return Decide(LookAsync(tables).Now(), tables);
    }
}
