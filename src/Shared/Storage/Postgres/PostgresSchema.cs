namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Holds what the engine must know of the tables.</summary>
/// <param name="Migrations">SQL scripts. Step i leads from version i to version i + 1.</param>
/// <param name="Oldest">
/// The oldest version whose program works on this schema. It grows with a step that removes what such a program needs.
/// </param>
/// <param name="Locks">
/// Statements that lock the rows whose keys are in <c>@keys</c>, always in the same order. See <see cref="Command{T}.Key"/>.
/// </param>
/// <param name="LockAll">Locks all tables of <paramref name="Locks"/>, in the same order.</param>
/// <param name="Fence">
/// Locks the row of the node <c>@node</c>, or divides by zero. The failure ends the transaction without a round trip of its own.
/// </param>
internal sealed record PostgresSchema(
    IReadOnlyList<string> Migrations, int Oldest, IReadOnlyList<string> Locks, string LockAll, string Fence);
