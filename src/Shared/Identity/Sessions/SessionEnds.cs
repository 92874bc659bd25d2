using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity.Sessions;

/// <summary>
/// Ends sessions: in the store, then at once in this process, and on other nodes with their next heartbeat. Any thread can call every
/// member.
/// </summary>
internal sealed class SessionEnds(IStore store, Revocations revocations)
{
    /// <summary>Ends a session of a user. Returns false if the user has no such session.</summary>
    /// <param name="audit">The entry that says who ended it.</param>
    public async ValueTask<bool> EndAsync(Guid userId, Guid sessionId, AuditEntry audit, CancellationToken ct)
    {
        if (!await store.WriteAsync(new EndSession(userId, sessionId).Audited(audit), ct)) return false;
        revocations.EndSession(sessionId);
        return true;
    }

    /// <summary>
    /// Ends the sessions that a user has now. Each is a command of its own, because commands of several nodes that lock several sessions
    /// could wait in a circle.
    /// </summary>
    /// <param name="kept">The session that stays. Null for none.</param>
    /// <param name="audit">Returns an entry that says who ended a session.</param>
    public async ValueTask EndAllAsync(Guid userId, Guid? kept, Func<Guid, AuditEntry> audit, CancellationToken ct)
    {
        var sessions = await store.ReadAsync(new ReadSessions(userId), ct);
        var ended = sessions.Where(session => session.Id != kept).Select(session => session.Id);
        await Task.WhenAll(ended.Select(sessionId => EndAsync(userId, sessionId, audit(sessionId), ct).AsTask()));
    }
}
