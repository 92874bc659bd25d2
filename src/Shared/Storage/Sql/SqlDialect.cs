using System.Data.Common;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>
/// What differs between SQL engines. Statements themselves are portable: <c>ON CONFLICT</c>, <c>RETURNING</c>, <c>@name</c>.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>Starts a transaction that reads one snapshot.</summary>
    public abstract string BeginRead { get; }

    /// <summary>Starts a transaction that may write from its first statement on.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>A UUID in the form that the engine stores; it must sort by the UUID's bytes in network order.</summary>
    public abstract object ToColumn(Guid value);

    public abstract Guid ReadGuid(DbDataReader reader, int column);

    /// <summary>Of a column that is never null.</summary>
    public virtual string ReadText(DbDataReader reader, int column) => reader.GetString(column);

    /// <summary>Of a column that is never null.</summary>
    public virtual long ReadNumber(DbDataReader reader, int column) => reader.GetInt64(column);

    /// <summary>The schema's version in this file; 0 in a new one.</summary>
    public abstract int ReadVersion(SqlSession db);

    /// <summary>Sets the schema's version, within the transaction that migrates to it.</summary>
    public abstract void WriteVersion(SqlSession db, int version);

    /// <summary>The schema's steps, in order: step i leads from version i to version i + 1.</summary>
    public abstract IReadOnlyList<string> Migrations { get; }

    /// <summary>Puts a copy of the data aside before a migration from <paramref name="version"/>.</summary>
    public abstract void CopyAside(SqlSession db, int version);
}
