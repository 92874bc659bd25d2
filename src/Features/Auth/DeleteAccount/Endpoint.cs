using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Features.Auth.DeleteAccount;

internal sealed class Endpoint(PasswordCheck check, AccountRemoval accounts, AuditTrail audit) : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/auth/me");
        this.TakesJson().CountsAs(RequestClass.SignIn).Describe(
            "Delete the signed-in user's account.",
            "Deletes the account with its conversations, sessions and API keys, and ends its running turns. The deletion is permanent.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status403Forbidden, PasswordCheck.Wrong),
            (StatusCodes.Status409Conflict, ChangedUser.LastAdmin),
            (StatusCodes.Status429TooManyRequests, LoginGuard.Refused),
            (StatusCodes.Status503ServiceUnavailable, PasswordGate.Full));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var found = await check.CheckAsync(HttpContext, User.Id(), req.Password, ct);
        if (found.User is not { } user)
        {
            await Send.ResultAsync(PasswordCheck.Refused(found));
            return;
        }

        var status = await accounts.RemoveAsync(user.Id, kind => audit.Of(HttpContext, kind, user.Id));
        await Send.ResultAsync(status == ChangeStatus.LastAdmin
            ? Problem.Of(StatusCodes.Status409Conflict, ChangedUser.LastAdmin)
            : TypedResults.NoContent());
    }
}
