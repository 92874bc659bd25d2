using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Features.Admin.DeleteUser;

internal sealed class Endpoint(AccountRemoval accounts, AuditTrail audit) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/admin/users/{userId:uuid}");
        this.ForAdmins().Describe(
            "Delete an account with all its data.",
            "The deletion is permanent. It ends the user's sessions and running turns. "
                + "If it is interrupted, the account is disabled, and the same request deletes the rest.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason),
            (StatusCodes.Status409Conflict, ChangedUser.LastAdmin));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var userId = Route<Guid>(RouteParameters.UserId);
        var status = await accounts.RemoveAsync(userId, kind => audit.Of(HttpContext, kind, userId));
        await Send.ResultAsync(status == ChangeStatus.Done ? TypedResults.NoContent() : Refusal.Of(status));
    }
}
