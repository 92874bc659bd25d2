using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Features.Auth.DeleteAccount;

internal sealed class Endpoint(PasswordCheck check, AccountRemoval accounts) : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/auth/me");
        this.TakesJson().Describe(
            "Delete the signed-in user's account.",
            "Deletes the account with its conversations, sessions and API keys, and ends its running turns. The deletion is permanent.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status403Forbidden, PasswordCheck.Wrong),
            (StatusCodes.Status409Conflict, ChangedUser.LastAdmin));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (await check.FindAsync(User.Id(), req.Password, ct) is not { } user)
        {
            await Send.ResultAsync(PasswordCheck.Refused);
            return;
        }

        var status = await accounts.RemoveAsync(user.Id);
        await Send.ResultAsync(status == ChangeStatus.LastAdmin
            ? Problem.Of(StatusCodes.Status409Conflict, ChangedUser.LastAdmin)
            : TypedResults.NoContent());
    }
}
