using System.Data.Common;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Covers the differences between SQL engines. Statements themselves are portable: <c>ON CONFLICT</c>, <c>RETURNING</c>, <c>@name</c>.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>Starts a transaction that reads one snapshot.</summary>
    public abstract string BeginRead { get; }

    /// <summary>Starts a transaction that may write from its first statement on.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Prepares a statement for this session's life. It stores UUIDs so that they sort by their bytes in network order.</summary>
    /// <param name="text">One statement.</param>
    public abstract SqlStatement Prepare(DbConnection connection, string text);

    /// <summary>Returns the schema's version in this file. A new file has version 0.</summary>
    public abstract int ReadVersion(SqliteSession db);

    /// <summary>Sets the schema's version, within the transaction that migrates to it.</summary>
    public abstract void WriteVersion(SqliteSession db, int version);

    /// <summary>The schema's steps, in order. Step i leads from version i to version i + 1.</summary>
    public abstract IReadOnlyList<string> Migrations { get; }

    /// <summary>Copies the data aside before an upgrade from a version. Returns the name of the copy, which is on the disk.</summary>
    /// <param name="watch">Null if nobody waits for it.</param>
    /// <exception cref="Diagnostics.CannotStartException">The disk has no room for the copy. Nothing was written.</exception>
    public abstract string CopyAside(SqliteSession db, int version, IUpgradeWatch? watch);
}
