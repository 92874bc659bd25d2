using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Collects the statements of one command or query. They are sent together with those of all others in the same round trip.</summary>
/// <param name="waiting">Takes the statements.</param>
/// <param name="owner">The index of the command or query in its batch.</param>
internal sealed class PostgresSession(WaitingStatements waiting, int owner) : SqlSession
{
    public override SqlStatement Prepare([ConstantExpected] string text) => new PostgresStatement(waiting, text, owner);

    public override SqlStatement Prepare(SqlText text) => new PostgresStatement(waiting, text.Postgres, owner);

    public override string Choose(string sqlite, string postgres) => postgres;

    // The statement already waits in the round trip. If the server refuses it, the whole transaction fails.
    public override void Write(ValueTask<int> write)
    {
    }
}
