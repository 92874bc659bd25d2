namespace SamosaChaat.Shared.Turns;

/// <summary>Knows how much of an answer is checkpointed. <see cref="AnswerBuffer"/> guards it with its lock.</summary>
internal sealed class CheckpointCursor(TimeProvider clock)
{
    private long unsavedSince;
    private bool saving;
    private bool closed;

    /// <summary>The tokens that checkpoints have.</summary>
    public int Tokens { get; private set; }

    /// <summary>The UTF-16 units that checkpoints have.</summary>
    public int Text { get; private set; }

    /// <summary>True if a checkpoint was ever taken: the store has one, or is about to.</summary>
    public bool HasCheckpoints { get; private set; }

    /// <summary>Notes that tokens arrive now.</summary>
    /// <param name="before">The tokens that the answer had before them.</param>
    public void Arrive(int before, long now)
    {
        if (before == Tokens) unsavedSince = now;
    }

    /// <summary>Returns true if a checkpoint is due. Then it is on its way until <see cref="Saved"/> or <see cref="Failed"/> is called.</summary>
    /// <param name="count">The tokens of the answer now.</param>
    /// <param name="age">The least age of the oldest token that no checkpoint has.</param>
    public bool TryStart(int count, TimeSpan age)
    {
        if (closed || saving || count == Tokens || clock.GetElapsedTime(unsavedSince) < age) return false;
        (saving, HasCheckpoints) = (true, true);
        // Tokens that arrive from now on have not waited longer than since now.
        unsavedSince = clock.GetTimestamp();
        return true;
    }

    public void Saved(int tokens, int text) => (saving, Tokens, Text) = (false, Tokens + tokens, Text + text);

    /// <summary>The checkpoint was not stored: its tokens are due again.</summary>
    public void Failed() => saving = false;

    /// <summary>Takes no checkpoint from now on.</summary>
    public void Close() => closed = true;

    public void Reset() => (Tokens, Text) = (0, 0);
}
