namespace SamosaChaat.Shared.Turns;

/// <summary>Knows how much of an answer is checkpointed. <see cref="AnswerBuffer"/> guards it with its lock.</summary>
/// <param name="prefix">The part of the answer that is in checkpoints already.</param>
internal sealed class CheckpointCursor(TimeProvider clock, AnswerPrefix prefix)
{
    private long unsavedSince;
    private bool saving;
    private bool closed;

    /// <summary>The number of tokens in checkpoints.</summary>
    public int Tokens { get; private set; } = prefix.Lengths.Length;

    /// <summary>The number of UTF-16 units in checkpoints.</summary>
    public int Text { get; private set; } = prefix.Text.Length;

    /// <summary>True if a checkpoint was ever taken. The store then has one, or soon will.</summary>
    public bool HasCheckpoints { get; private set; } = !prefix.IsEmpty;

    /// <summary>Notes that tokens arrive now.</summary>
    /// <param name="before">The number of tokens that the answer had before them.</param>
    public void Arrive(int before, long now)
    {
        if (before == Tokens) unsavedSince = now;
    }

    /// <summary>
    /// Returns true if a checkpoint is due. The checkpoint counts as being stored until <see cref="Saved"/> or <see cref="Failed"/>.
    /// </summary>
    /// <param name="count">The number of tokens in the answer now.</param>
    /// <param name="age">The minimum age of the oldest token that no checkpoint has.</param>
    public bool TryStart(int count, TimeSpan age)
    {
        if (closed || saving || count == Tokens || clock.GetElapsedTime(unsavedSince) < age) return false;
        (saving, HasCheckpoints) = (true, true);
        // Tokens that arrive from now on cannot have waited longer than from this moment.
        unsavedSince = clock.GetTimestamp();
        return true;
    }

    public void Saved(int tokens, int text) => (saving, Tokens, Text) = (false, Tokens + tokens, Text + text);

    /// <summary>Notes that the checkpoint was not stored. Its tokens are due again.</summary>
    public void Failed() => saving = false;

    /// <summary>Takes no checkpoint from now on.</summary>
    public void Close() => closed = true;

    public void Reset() => (Tokens, Text) = (0, 0);
}
