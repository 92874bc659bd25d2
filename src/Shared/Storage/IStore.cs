namespace SamosaChaat.Shared.Storage;

/// <summary>Where everything is kept. One instance a process; every member may be called from any thread.</summary>
internal interface IStore
{
    /// <summary>Runs a query on the calling thread, against a snapshot that no write changes while it runs.</summary>
    ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct);

    /// <summary>
    /// Runs a command and returns after its commit: what was returned is durable as docs/storage.md says.
    /// Cancellation counts until the command starts; after that it runs to its end.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before it started; nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed; nothing was written.</exception>
    ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct);
}
