using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace SamosaChaat.Tests.Hosting.Recording;

/// <summary>Stands still until its test lets it go on, and tells when somebody begins to wait for a certain time.</summary>
internal sealed class StandingClock() : FakeTimeProvider(System.GetUtcNow())
{
    private readonly ConcurrentDictionary<TimeSpan, SemaphoreSlim> waits = [];

    /// <summary>For an <see cref="OwnServer"/>'s services.</summary>
    public void PutInPlace(IServiceCollection services) => services.AddSingleton<TimeProvider>(this);

    /// <summary>Completes when a timer has been set to this time; every setting is told once, also one that was before.</summary>
    public Task WaitsAsync(TimeSpan time, CancellationToken ct) => Of(time).WaitAsync(ct);

    /// <summary>Forgets what was set before now.</summary>
    public void Forget() => waits.Clear();

    /// <summary>Waits until somebody waits for this time, and lets it pass.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken ct)
    {
        await WaitsAsync(time, ct);
        Advance(time);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Of(dueTime).Release();
        return new WatchedTimer(timer, this);
    }

    private SemaphoreSlim Of(TimeSpan time) => waits.GetOrAdd(time, _ => new SemaphoreSlim(0));

    private sealed class WatchedTimer(ITimer timer, StandingClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            clock.Of(dueTime).Release();
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
