namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Tells the time that all nodes agree on, for what one node issues and another one checks, such as tokens and sessions. It is this
/// machine's clock, corrected by the difference from the database's. Without a cluster there is nothing to correct. Any thread can call
/// every member.
/// </summary>
internal sealed class SharedClock(TimeProvider clock) : TimeProvider
{
    private long skew;

    /// <summary>The time by which the database's clock is ahead of this machine's.</summary>
    public TimeSpan Skew
    {
        get => new(Volatile.Read(ref skew));
        set => Volatile.Write(ref skew, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Skew;

    /// <summary>
    /// Returns the skew that is certain, because the server read its clock after the request left and before the answer came.
    /// </summary>
    /// <param name="server">The server's time.</param>
    /// <param name="before">This machine's time before the request.</param>
    /// <param name="after">This machine's time after the answer.</param>
    public static TimeSpan SkewOf(DateTimeOffset server, DateTimeOffset before, DateTimeOffset after) =>
        server < before ? server - before : server > after ? server - after : TimeSpan.Zero;
}
