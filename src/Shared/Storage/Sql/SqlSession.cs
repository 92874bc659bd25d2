using System.Data.Common;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>A connection with its prepared statements. One thread at a time.</summary>
internal sealed class SqlSession(DbConnection connection, SqlDialect dialect) : IDisposable
{
    // Constants are the same object wherever they are named: to look for one costs nothing, however long its text is.
    private readonly Dictionary<string, SqlStatement> statements = new(ReferenceEqualityComparer.Instance);

    public SqlDialect Dialect => dialect;

    /// <summary>The statement for this text, prepared when it is first asked for and kept for the session's life. Pass constants only.</summary>
    public SqlStatement Prepare(string text)
    {
        if (!statements.TryGetValue(text, out var statement))
        {
            statement = dialect.Prepare(connection, text);
            statements.Add(text, statement);
        }

        return statement;
    }

    /// <summary>Runs a text that is used once and may hold many statements: pragmas and migrations.</summary>
    public void ExecuteScript(string text)
    {
        using var command = connection.CreateCommand();
        // The text is a constant of this assembly or a migration embedded in it.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Begin(string text) => Prepare(text).Execute();

    public void Commit() => Prepare("COMMIT").Execute();

    public void Rollback() => Prepare("ROLLBACK").Execute();

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }
}
