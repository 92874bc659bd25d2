namespace SamosaChaat.Shared.Storage;

/// <summary>The machinery under a store: opens the database, migrates it, and runs operations. Every member can be called from any thread.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>The engine's name in the settings.</summary>
    string Name { get; }

    /// <summary>Runs a query against a snapshot. See <see cref="IStore.ReadAsync"/>.</summary>
    ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct);

    /// <summary>Runs a command and returns after its commit. See <see cref="IStore.WriteAsync"/>.</summary>
    ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct);

    /// <summary>Gives back memory that no operation uses now. A server at rest calls it.</summary>
    void TrimMemory();
}

/// <summary>
/// Runs one transaction at a time. <see cref="WriteQueue"/> calls it from one thread only, because LiteDB binds a transaction to its thread. After
/// <see cref="Commit"/> returns, a crash loses nothing of the transaction.
/// </summary>
internal interface IWriter
{
    void Begin();

    T Run<T>(Command<T> command);

    void Commit();

    /// <summary>Ends the transaction in any state, also after a failed <see cref="Begin"/> or <see cref="Commit"/>.</summary>
    void Rollback();
}
