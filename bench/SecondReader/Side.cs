namespace SamosaChaat.Bench.SecondReader;

/// <summary>What is done beside each turn that is posted and read.</summary>
internal enum Side
{
    /// <summary>Nothing.</summary>
    Alone,

    /// <summary>The turn's stream is read once more while it runs, over another connection.</summary>
    Watched,

    /// <summary>The stream of the turn before is read once more, which has ended: the same work for everybody, but none of it on the turn that runs.</summary>
    Beside,
}
