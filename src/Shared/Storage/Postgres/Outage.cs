using System.Diagnostics;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Remembers when the server stopped answering. For a short time operations try again, because a restart takes no longer. In a longer
/// outage each operation fails after one try. Any thread can call every member.
/// </summary>
internal sealed class Outage
{
    /// <summary>The time from one try to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Zero means that the server answers.
    private long since;

    /// <summary>Tells that an operation has succeeded.</summary>
    public void End()
    {
        if (Volatile.Read(ref since) != 0) Volatile.Write(ref since, 0);
    }

    /// <summary>Tells that a try has failed. Returns false if the operation must not try again.</summary>
    /// <param name="first">Zero at the operation's first try. One operation waits no longer even if others succeed meanwhile.</param>
    public bool MayTryAgain(ref long first)
    {
        if (first == 0)
        {
            var now = Stopwatch.GetTimestamp();
            first = Interlocked.CompareExchange(ref since, now, 0) is not 0 and var earlier ? earlier : now;
        }

        return Stopwatch.GetElapsedTime(first) < Patience;
    }
}
