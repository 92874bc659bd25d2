using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>Stands before a server's real store, remembers what was asked of it, and holds what its test wants held.</summary>
internal sealed class StoreGate
{
    private readonly ConcurrentDictionary<Type, HeldOperations> held = [];
    private readonly ConcurrentDictionary<Type, HeldOperations> answers = [];
    private readonly ConcurrentDictionary<Type, TaskCompletionSource> awaited = [];

    private Type? disowned;

    /// <summary>Every command, in the order in which they came, held or not.</summary>
    public ConcurrentQueue<object> Commands { get; } = new();

    /// <summary>For an <see cref="OwnServer"/>'s services.</summary>
    public void PutBeforeStore(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IStore));
        // The real one stays a service of the program's, which disposes of it.
        services.AddKeyedSingleton<IStore>(nameof(StoreGate), (provider, _) => (IStore)registered.ImplementationFactory!(provider));
        services.AddSingleton<IStore>(provider => new GatedStore(provider.GetRequiredKeyedService<IStore>(nameof(StoreGate)), this));
    }

    /// <summary>Lets no operation of this kind pass until what is returned is opened; or none of the first few.</summary>
    public HeldOperations Hold<TOperation>(int first = int.MaxValue) => held[typeof(TOperation)] = new(first);

    /// <summary>Lets commands of this kind be done, but nobody know of it until what is returned is opened.</summary>
    public HeldOperations HoldAnswers<TCommand>() => answers[typeof(TCommand)] = new(int.MaxValue);

    /// <summary>Lets the next command of this kind be done, and says that it failed: so it is with a disk that was too slow to tell.</summary>
    public void Disown<TCommand>() => disowned = typeof(TCommand);

    /// <summary>Completes when the next operation of this kind comes.</summary>
    public Task Next<TOperation>() => awaited.GetOrAdd(typeof(TOperation), _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private Task PassAsync(object operation)
    {
        if (awaited.TryRemove(operation.GetType(), out var waiting)) waiting.SetResult();
        return held.TryGetValue(operation.GetType(), out var gate) ? gate.PassAsync() : Task.CompletedTask;
    }

    private sealed class GatedStore(IStore store, StoreGate gate) : IStore
    {
        public async ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct)
        {
            await gate.PassAsync(query);
            return await store.ReadAsync(query, ct);
        }

        public async ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct)
        {
            gate.Commands.Enqueue(command);
            await gate.PassAsync(command);
            var result = await store.WriteAsync(command, ct);
            if (gate.answers.TryGetValue(command.GetType(), out var answer)) await answer.PassAsync();
            if (Interlocked.CompareExchange(ref gate.disowned, null, command.GetType()) == command.GetType()) throw new IOException("It was not written in time.");
            return result;
        }
    }
}

/// <summary>Operations of one kind that wait before a <see cref="StoreGate"/>; none waits longer than for its test.</summary>
internal sealed class HeldOperations(int first) : IDisposable
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int came;

    /// <summary>Completes when the first one waits.</summary>
    public Task Reached => reached.Task;

    /// <summary>Lets those that wait pass, and all that come.</summary>
    public void Open() => opened.TrySetResult();

    public void Dispose() => Open();

    internal Task PassAsync()
    {
        if (Interlocked.Increment(ref came) > first) return Task.CompletedTask;
        reached.TrySetResult();
        return opened.Task;
    }
}
