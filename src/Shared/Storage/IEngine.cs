namespace SamosaChaat.Shared.Storage;

/// <summary>Opens the database under a store, migrates it, and runs operations. Any thread can call every member.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>The engine's name in the settings.</summary>
    string Name { get; }

    /// <summary>The id of the store, which it keeps for ever.</summary>
    Guid StoreId { get; }

    /// <summary>Runs a query against a snapshot. See <see cref="IStore.ReadAsync"/>.</summary>
    ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct);

    /// <summary>Runs a command and returns after its commit. See <see cref="IStore.WriteAsync"/>.</summary>
    ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct);

    /// <summary>Frees memory that no operation uses now. An idle server calls it.</summary>
    void TrimMemory();
}
