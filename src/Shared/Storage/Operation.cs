using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// One thing that is done with the store, said once for SQL engines and once for document engines.
/// It runs synchronously on a thread of the engine's choice, and may run again if its batch is rolled back:
/// ids, clock and hashes come in as arguments, and it keeps no state between runs.
/// Expected failures are results, never exceptions; an operation that returns a failure has written nothing.
/// </summary>
internal abstract class Operation<T>
{
    internal abstract T Sql(SqlSession db);

    internal abstract T Documents(DocumentSession db);
}

/// <summary>Reads one consistent snapshot and changes nothing.</summary>
internal abstract class Query<T> : Operation<T>;

/// <summary>Writes, alone on the writer thread, in a transaction that it shares with whatever else was waiting.</summary>
internal abstract class Command<T> : Operation<T>;
