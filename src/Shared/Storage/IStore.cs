namespace SamosaChaat.Shared.Storage;

/// <summary>Keeps all data. A process has one instance. Any thread can call every member.</summary>
internal interface IStore
{
    /// <summary>
    /// Runs a query against a snapshot. No write changes the snapshot while the query runs. SQLite and LiteDB run it on the calling thread.
    /// </summary>
    /// <exception cref="OperationCanceledException">The query was cancelled before it ended.</exception>
    ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct);

    /// <summary>
    /// Runs a command and returns after its commit. The result is then durable as docs/storage.md says. The caller can cancel until the
    /// command starts; after that it runs to its end. After any exception other than those below, the outcome is unknown: the commit
    /// may have been written.
    /// </summary>
    /// <exception cref="OperationCanceledException">The command was cancelled before it started. Nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed. Nothing was written.</exception>
    /// <exception cref="InsufficientStorageException">The disk is full. Nothing was written.</exception>
    /// <exception cref="FencedException">This node has lost its lease on a shared store. Nothing was written.</exception>
    ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct);
}
