using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Tells that the server refused a statement. The transaction has ended, and nothing of it was written.</summary>
/// <param name="owner">The index of the command or query that ran the statement.</param>
internal sealed class StatementFailedException(int owner, PostgresException cause) : Exception(cause.MessageText, cause)
{
    public int Owner => owner;

    public PostgresException Cause => cause;
}
