using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Admin.EndUserSessions;

internal sealed class Endpoint(IStore store, Revocations revocations, AuditTrail audit) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/admin/users/{userId:uuid}/sessions");
        this.ForAdmins().Describe(
            "End all sessions of an account.",
            "The user can sign in again.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var userId = Route<Guid>(RouteParameters.UserId);
        var exists = await store.WriteAsync(new EndSessionsOf(userId).Audited(audit.Of(HttpContext, AuditKinds.SessionsEnded, userId)), ct);
        if (exists) revocations.EndUser(userId);
        await Send.ResultAsync(exists ? TypedResults.NoContent() : Problem.NotFound);
    }
}
