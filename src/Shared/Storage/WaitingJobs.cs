namespace SamosaChaat.Shared.Storage;

/// <summary>Holds the commands that wait for the writer, in their order. The caller holds a lock.</summary>
/// <param name="separatesKeys">True if a batch must not hold two commands that can conflict. See <see cref="Command{T}.Key"/>.</param>
internal sealed class WaitingJobs(bool separatesKeys)
{
    private readonly Queue<WriteJob> queue = new();
    private readonly HashSet<Guid> keys = [];

    // The commands that were not taken because of their keys. All of them came before those in the queue.
    private Queue<WriteJob> postponed = new();
    private Queue<WriteJob> next = new();

    public int Count => queue.Count + postponed.Count;

    public void Add(WriteJob job) => queue.Enqueue(job);

    /// <summary>Moves commands to a batch. Drops those whose callers have given up.</summary>
    public void MoveTo(List<WriteJob> batch, int limit)
    {
        if (!separatesKeys)
        {
            while (batch.Count < limit && queue.TryDequeue(out var job)) Take(job);
            return;
        }

        keys.Clear();
        while (postponed.TryDequeue(out var job)) TakeOrPostpone(job);
        while (batch.Count < limit && queue.TryDequeue(out var job)) TakeOrPostpone(job);
        (postponed, next) = (next, postponed);

        void TakeOrPostpone(WriteJob job)
        {
            // A key that was met once is taken, even by a postponed command: a later command must not overtake it.
            var isKnown = !keys.Add(job.Key) | (job.SecondKey is { } second && second != job.Key && !keys.Add(second));
            var conflicts = isKnown || keys.Contains(Guid.Empty) && (keys.Count > 1);
            if (conflicts || batch.Count >= limit) next.Enqueue(job);
            else Take(job);
        }

        void Take(WriteJob job)
        {
            if (!job.CancelledBeforeStart()) batch.Add(job);
        }
    }
}
