using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Sessions;

/// <summary>Ends a session of a user; false if the user has no such session.</summary>
internal sealed class EndSession(Guid userId, Guid sessionId) : TableCommand<Session?, bool>
{
    internal override Guid Key => sessionId;

    internal override bool UsesReserve => true;

    internal override ValueTask<Session?> LookAsync(ITableReader db) => db.FindSession(sessionId);

    internal override bool Decide(Session? seen, ITableWriter writes)
    {
        if (seen?.UserId != userId) return false;
        writes.RemoveSession(sessionId);
        return true;
    }
}
