namespace SamosaChaat.Shared.Turns.Events;

// The part of the log that subscribers wait for.
internal sealed partial class EventLog
{
    private TaskCompletionSource? changed;

    // Subscribers that wait, and subscribers that Publish has taken from that list to notify.
    private List<SubscriberSignal> subscribers = [];
    private List<SubscriberSignal> woken = [];

    /// <summary>True after <see cref="Break"/>.</summary>
    public bool IsBroken
    {
        get
        {
            lock (gate) return broken;
        }
    }

    /// <summary>Completes when the log has at least so many bytes, or when no event follows.</summary>
    public async Task ReachesAsync(int size, CancellationToken ct)
    {
        while (true)
        {
            Task grows;
            lock (gate)
            {
                if (length >= size || complete || broken) return;
                grows = Grows();
            }

            await grows.WaitAsync(ct);
        }
    }

    /// <summary>Completes when the next event is appended. Never completes if no event follows.</summary>
    public Task Grows()
    {
        lock (gate)
        {
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return changed.Task;
        }
    }

    /// <summary>
    /// Promises to notify a subscriber once, when there are bytes after <paramref name="position"/>. Returns false if such bytes exist
    /// already, or if no event follows.
    /// </summary>
    public bool WillWake(SubscriberSignal subscriber, int position)
    {
        lock (gate)
        {
            if (length > position || complete || broken) return false;
            if (subscriber.IsListed) return true;
            subscriber.IsListed = true;
            subscribers.Add(subscriber);
            return true;
        }
    }

    /// <summary>
    /// Ends the streams of all subscribers without a last event, because another node continues the turn. Later events are dropped. Any
    /// thread can call it.
    /// </summary>
    public void Break()
    {
        TaskCompletionSource? waiting;
        List<SubscriberSignal> left;
        lock (gate)
        {
            broken = true;
            (waiting, changed) = (changed, null);
            (left, subscribers) = (subscribers, []);
            foreach (var subscriber in left) subscriber.IsListed = false;
        }

        waiting?.SetResult();
        foreach (var subscriber in left) subscriber.Wake();
    }

    private void Publish(bool last)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            if (broken) return;
            (length, count, complete) = (written, startedCount, last);
            (waiting, changed) = (changed, null);
            (subscribers, woken) = (woken, subscribers);
            foreach (var subscriber in woken) subscriber.IsListed = false;
        }

        waiting?.SetResult();
        // A single subscriber runs here, because sending costs less than a hand-off. Several would delay the model's next token.
        var here = woken.Count == 1;
        foreach (var subscriber in woken) subscriber.Wake(here);
        woken.Clear();
    }
}
