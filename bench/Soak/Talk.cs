namespace SamosaChaat.Bench.Soak;

/// <summary>A conversation of one person, with the turns that were sent in it.</summary>
internal sealed class Talk(Guid id, int seed, Tally tally)
{
    private readonly Lock gate = new();
    private readonly List<Turn> turns = [];
    private int cancelling;

    public Guid Id => id;

    /// <summary>Of the state that it is in.</summary>
    public int Seed => seed;

    public Tally Tally => tally;

    public string Path => $"/conversations/{id}";

    /// <summary>Somebody may have deleted it.</summary>
    public bool MayBeDeleted { get; set; }

    /// <summary>The server has said that it is deleted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>In order of their first sending.</summary>
    public IReadOnlyList<Turn> Turns
    {
        get
        {
            lock (gate) return [.. turns];
        }
    }

    public Turn Begin(Guid turnId, string content, int? maxTokens)
    {
        var turn = new Turn(this, turnId, content, maxTokens) { MayBeCancelled = Volatile.Read(ref cancelling) > 0 };
        lock (gate) turns.Add(turn);
        return turn;
    }

    public Turn? Find(Guid turnId) => Turns.FirstOrDefault(turn => turn.Id == turnId);

    /// <summary>Those that may be the last one in the store: after the others something was acknowledged that was sent later.</summary>
    public IEnumerable<Turn> MaybeLast()
    {
        var all = Turns;
        return all.Where(turn => turn.AcknowledgedAt is not { } known || !all.Any(later => later.AcknowledgedAt is not null && later.SentAt > known));
    }

    /// <summary>Until <see cref="EndCancelling"/>, whatever runs here may be cancelled by a request that is on its way.</summary>
    public void BeginCancelling()
    {
        Interlocked.Increment(ref cancelling);
        foreach (var turn in Turns) turn.MayBeCancelled = true;
    }

    public void EndCancelling() => Interlocked.Decrement(ref cancelling);
}
