namespace SamosaChaat.Tests.Hosting.Recording;

/// <summary>The system's time, which knows what timers go off again and again.</summary>
internal sealed class RecordedTimers : TimeProvider
{
    private readonly Lock gate = new();
    private readonly Dictionary<RecordedTimer, TimeSpan> periods = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of those that are set.</summary>
    public IReadOnlyList<TimeSpan> Periods
    {
        get
        {
            lock (gate) return [.. periods.Values];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new RecordedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Note(timer, period);
        return timer;
    }

    /// <summary>Waits until no timer of this period is set.</summary>
    public async Task NoneOfAsync(TimeSpan period, CancellationToken ct)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (!periods.ContainsValue(period)) return;
                change = changed.Task;
            }

            await change.WaitAsync(ct);
        }
    }

    private void Note(RecordedTimer timer, TimeSpan period)
    {
        lock (gate)
        {
            if (period > TimeSpan.Zero) periods[timer] = period;
            else periods.Remove(timer);
            changed.SetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class RecordedTimer(RecordedTimers all, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // Before it is set: what it does may change it again.
            all.Note(this, period);
            return inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            all.Note(this, Timeout.InfiniteTimeSpan);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            all.Note(this, Timeout.InfiniteTimeSpan);
            return inner.DisposeAsync();
        }
    }
}
