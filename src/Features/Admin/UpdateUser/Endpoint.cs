using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Admin.UpdateUser;

internal sealed class Endpoint(IStore store, Revocations revocations, AuditTrail audit, SharedClock clock)
    : Endpoint<Request, AccountResponse>
{
    public override void Configure()
    {
        Patch("/admin/users/{userId:uuid}");
        this.TakesJson().ForAdmins().Describe(
            "Change an account's role, or disable or enable it.",
            "Omitted properties keep their values. A disabled account loses its sessions, and its tokens and streams end. "
                + "The last administrator whose account can be used keeps that role.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason),
            (StatusCodes.Status409Conflict, ChangedUser.LastAdmin));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var userId = Route<Guid>(RouteParameters.UserId);
        var command = new ChangeUser(userId, req.Role, req.Disabled, clock.Now());
        var (status, user) = await store.WriteAsync(
            command.Audited(req.Role, req.Disabled, (kind, detail) => audit.Of(HttpContext, kind, userId, detail)), ct);
        if (user is { DisabledAt: not null }) revocations.EndUser(userId);
        await Send.ResultAsync(user is null ? Refusal.Of(status) : TypedResults.Ok(AccountResponse.From(user)));
    }
}
