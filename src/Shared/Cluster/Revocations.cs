namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Tells all parts of this process which sessions have ended and which users may no longer act. The node where that happened hears of it
/// at once, on every engine. The other nodes hear of it with their next heartbeat. Any thread can call every member.
/// </summary>
internal sealed class Revocations
{
    /// <summary>
    /// Is raised after the end is stored. It can come more than once for the same session. A subscriber must not wait: the heartbeats wait
    /// for it.
    /// </summary>
    public event Action<Revoked>? Revoked;

    /// <summary>Tells that a session has ended.</summary>
    public void EndSession(Guid sessionId) => Tell(new([sessionId], []));

    /// <summary>Tells that a user may no longer act, and neither may any of the user's sessions.</summary>
    public void EndUser(Guid userId) => Tell(new([], [userId]));

    /// <summary>Tells what another node has done.</summary>
    public void Tell(Revoked revoked)
    {
        if (!revoked.IsEmpty) Revoked?.Invoke(revoked);
    }
}

/// <summary>Holds sessions and users whose tokens are no longer valid.</summary>
/// <param name="sessions">Sessions that have ended.</param>
/// <param name="users">Users all of whose sessions have ended.</param>
internal sealed class Revoked(HashSet<Guid> sessions, HashSet<Guid> users)
{
    public bool IsEmpty => sessions.Count == 0 && users.Count == 0;

    /// <summary>Returns true if a token of this session and user is no longer valid.</summary>
    public bool Covers(Guid sessionId, Guid userId) => sessions.Contains(sessionId) || users.Contains(userId);
}
