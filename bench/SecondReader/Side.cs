namespace SamosaChaat.Bench.SecondReader;

/// <summary>What is done beside each turn that is posted and read.</summary>
internal enum Side
{
    /// <summary>Nothing.</summary>
    Alone,

    /// <summary>The turn's stream is read once more while it runs, over another connection.</summary>
    Watched,

    /// <summary>
    /// A stream of the same tokens, as often flushed, is read straight from the model's service, which keeps nothing and asks nobody who they are:
    /// the least that a second stream can cost on this machine.
    /// </summary>
    Beside,
}
