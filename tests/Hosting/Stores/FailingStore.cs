using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>Stands before a server's real store and makes it fail, while switched off, as a lost drive would.</summary>
internal sealed class FailingStore
{
    public bool IsOff { get; set; }

    /// <summary>The reason for the failure of a read.</summary>
    public Exception Reason { get; init; } = new IOException("The drive is gone.");

    /// <summary>Makes writes alone fail, as a full or a read-only disk would.</summary>
    public bool IsFull { get; set; }

    /// <summary>For an <see cref="OwnServer"/>'s services.</summary>
    public void PutBeforeStore(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IStore));
        // The real one stays a service of the program's, which disposes of it.
        services.AddKeyedSingleton<IStore>(nameof(FailingStore), (provider, _) => (IStore)registered.ImplementationFactory!(provider));
        services.AddSingleton<IStore>(provider => new SwitchedStore(provider.GetRequiredKeyedService<IStore>(nameof(FailingStore)), this));
    }

    private sealed class SwitchedStore(IStore store, FailingStore drive) : IStore
    {
        public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct) =>
            drive.IsOff ? ValueTask.FromException<T>(drive.Reason) : store.ReadAsync(query, ct);

        public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) =>
            drive.IsOff || drive.IsFull ? ValueTask.FromException<T>(new IOException("The drive is gone or full.")) : store.WriteAsync(command, ct);
    }
}
