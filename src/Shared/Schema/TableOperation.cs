using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>A query with one body for every engine.</summary>
internal abstract class TableQuery<T> : Query<T>
{
    protected abstract ValueTask<T> ReadAsync(ITableReader db);

    internal sealed override ValueTask<T> Sql(SqlSession db) => ReadAsync(new SqlTables(db));

    internal sealed override T Documents(DocumentSession db) => ReadAsync(new DocumentTables(db)).Now();
}

/// <summary>
/// A command with one body for every engine: it looks (all its reads), decides, and writes. Engines differ in how they read and write, never in
/// the decision.
/// </summary>
/// <typeparam name="TSeen">The data that it reads.</typeparam>
/// <typeparam name="T">Its result.</typeparam>
internal abstract class TableCommand<TSeen, T> : Command<T>
{
    /// <summary>Reads all that the decision depends on. Reads that do not depend on each other are awaited together.</summary>
    internal abstract ValueTask<TSeen> LookAsync(ITableReader db);

    /// <summary>Decides what to write, from nothing but the arguments of the command and what was read.</summary>
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
