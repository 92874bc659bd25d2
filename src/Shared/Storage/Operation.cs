using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Does one thing with the store, on any engine. An operation is a value: it can run again if its batch is rolled back. Therefore ids,
/// the clock and hashes are arguments. An operation keeps no state between runs and calls nothing outside the store. Expected failures
/// are results, never exceptions. An operation that returns a failure has written nothing.
/// </summary>
internal abstract class Operation<T>
{
    /// <summary>The name in spans.</summary>
    internal virtual string Name => GetType().Name;

    /// <summary>
    /// Runs on an SQL engine. A session may defer its statements until all operations of a batch wait. Therefore await independent
    /// reads with <see cref="Reads"/>.
    /// </summary>
    internal abstract ValueTask<T> Sql(SqlSession db);

    /// <summary>Runs on a document engine, synchronously.</summary>
    internal abstract T Documents(DocumentSession db);
}

/// <summary>Reads one consistent snapshot and changes nothing.</summary>
internal abstract class Query<T> : Operation<T>;

/// <summary>Writes in a transaction that it shares with the other commands of its batch.</summary>
internal abstract class Command<T> : Operation<T>
{
    /// <summary>
    /// The conversation, user or session that the command changes; <see cref="Guid.Empty"/> for a command that changes all data. Commands
    /// with different keys cannot conflict, except over a unique index. <see cref="Guid.Empty"/> conflicts with every key. An engine with
    /// several writers runs commands with one key in different batches, in the order in which they came.
    /// </summary>
    internal abstract Guid Key { get; }

    /// <summary>
    /// Another row on which the decision depends, such as the user whose turns are counted. It counts like <see cref="Key"/>. Null for
    /// none.
    /// </summary>
    internal virtual Guid? SecondKey => null;

    /// <summary>
    /// True if the command may use the <see cref="Reserve"/> while the disk is full. It makes room, it signs in or out, or it ends what
    /// runs already, and it writes little.
    /// </summary>
    internal virtual bool UsesReserve => false;
}
