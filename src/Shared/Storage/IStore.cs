namespace SamosaChaat.Shared.Storage;

/// <summary>Keeps all data. One instance per process; every member can be called from any thread.</summary>
internal interface IStore
{
    /// <summary>Runs a query against a snapshot that no write changes while it runs. SQLite and LiteDB run it on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before it ended.</exception>
    ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct);

    /// <summary>
    /// Runs a command and returns after its commit: the result is durable as docs/storage.md says. Cancellation counts until the command starts;
    /// after that it runs to its end. After any other exception than the two below, the outcome is unknown: the commit may have been written.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before it started; nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed; nothing was written.</exception>
    ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct);
}
