using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Audit;

/// <summary>
/// Makes the entries of the audit log. Pass one to <see cref="AuditedExtensions"/>, so that it is stored with the change that it tells of.
/// Any thread can call every member.
/// </summary>
internal sealed class AuditTrail(IStore store, AuditSealer sealer, SharedClock clock)
{
    /// <summary>Makes an entry of what a request does.</summary>
    /// <param name="userId">The user whom it is about. Null for nobody.</param>
    /// <param name="detail">What changed. Never a name, an email or a text.</param>
    public AuditEntry Of(HttpContext http, string kind, Guid? userId = null, string? detail = null) =>
        New(kind, (http.User as SignedInUser)?.UserId, userId, $"{ClientSource.Of(http)}", detail);

    /// <summary>Makes an entry of the end of a session.</summary>
    public AuditEntry OfEnd(HttpContext http, Guid userId, Guid sessionId) =>
        Of(http, AuditKinds.SessionEnded, userId, $"session {sessionId}");

    /// <summary>Makes an entry of what the operator does on the command line.</summary>
    public AuditEntry OfOperator(string kind, Guid? userId, string? detail = null) =>
        New(kind, actorId: null, userId, AuditEntry.Operator, detail);

    /// <summary>Stores that somebody reads what is worth an entry, before the data is sent.</summary>
    /// <param name="userId">The user whose data it is. Null for that of all.</param>
    public async ValueTask ReadAsync(HttpContext http, string kind, Guid? userId = null) =>
        await store.WriteAsync(new AddEntry(Of(http, kind, userId)), CancellationToken.None);

    private AuditEntry New(string kind, Guid? actorId, Guid? userId, string source, string? detail)
    {
        sealer.Wake();
        return new(clock.NewId(), clock.Now(), kind, actorId, userId, source, detail);
    }
}
