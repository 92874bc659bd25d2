using System.Diagnostics.CodeAnalysis;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>
/// Runs the statements of operations on an SQL engine. Statements are portable: <c>ON CONFLICT</c>, <c>RETURNING</c>, <c>@name</c>. Only one
/// thread at a time may use a session.
/// </summary>
internal abstract class SqlSession
{
    /// <summary>Returns the statement with this text. The engine prepares it at its first use.</summary>
    /// <param name="text">A constant. An interpolated text would make a new statement each time, and none would ever be freed.</param>
    public abstract SqlStatement Prepare([ConstantExpected] string text);

    /// <summary>Returns the statement with this engine's text.</summary>
    public abstract SqlStatement Prepare(SqlText text);

    /// <summary>Returns the value for this engine, where the engines have languages of their own.</summary>
    public abstract string Choose(string sqlite, string postgres);

    /// <summary>
    /// Takes a write whose result does not matter. It happens at once, or together with the other writes of a batch, in the order of the
    /// calls. If it fails, its command fails.
    /// </summary>
    public abstract void Write(ValueTask<int> write);
}
