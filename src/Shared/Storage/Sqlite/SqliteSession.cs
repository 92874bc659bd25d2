using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>Keeps a connection and its prepared statements. Only one thread at a time may use it.</summary>
internal sealed class SqliteSession(DbConnection connection, SqlDialect dialect) : SqlSession, IDisposable
{
    // The same constant is always the same object, so a look-up costs the same for texts of any length.
    private readonly Dictionary<string, SqlStatement> statements = new(ReferenceEqualityComparer.Instance);

    public SqlDialect Dialect => dialect;

    public override SqlStatement Prepare([ConstantExpected] string text) => Kept(text);

    public override SqlStatement Prepare(SqlText text) => Kept(text.Sqlite);

    public override string Choose(string sqlite, string postgres) => sqlite;

    public override void Write(ValueTask<int> write) => write.Now();

    /// <summary>Runs a text once. It may hold many statements, as pragmas and migrations do.</summary>
    public void ExecuteScript(string text)
    {
        using var command = connection.CreateCommand();
        // The text is a constant of this assembly or a migration embedded in it.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Writes the newest snapshot to a new file.</summary>
    public void CopyTo(string file) => Prepare("VACUUM INTO @copy").Set("@copy", file).ExecuteAsync().Now();

    /// <summary>Starts a transaction that reads one snapshot.</summary>
    public void BeginRead() => Kept(dialect.BeginRead).ExecuteAsync().Now();

    /// <summary>Starts a transaction that may write from its first statement on.</summary>
    public void BeginWrite() => Kept(dialect.BeginWrite).ExecuteAsync().Now();

    public void Commit() => Prepare("COMMIT").ExecuteAsync().Now();

    public void Rollback() => Prepare("ROLLBACK").ExecuteAsync().Now();

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    private SqlStatement Kept(string text)
    {
        if (statements.TryGetValue(text, out var statement)) return statement;
        statement = dialect.Prepare(connection, text);
        statements.Add(text, statement);
        return statement;
    }
}
