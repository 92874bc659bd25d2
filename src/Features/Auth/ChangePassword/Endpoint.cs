using FastEndpoints;
using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.ChangePassword;

internal sealed class Endpoint(IStore store, PasswordCheck check, SessionEnds sessions, IPasswordHasher<User> hasher) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/auth/password");
        this.TakesJson().Describe(
            "Change the password.",
            "Ends all other sessions of the user and their open streams. This session stays, and so do API keys.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status403Forbidden, PasswordCheck.Wrong));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var session = (SignedInUser)User;
        if (await check.FindAsync(session.UserId, req.CurrentPassword, ct) is not { } user)
        {
            await Send.ResultAsync(PasswordCheck.Refused);
            return;
        }

        if (CommonPasswords.IsAddress(req.NewPassword, user.Email))
        {
            await Send.ResultAsync(Problem.Invalid(new Dictionary<string, string[]>
            {
                ["new_password"] = [CommonPasswords.AddressRule("new_password")],
            }));
            return;
        }

        var changed = await store.WriteAsync(new StorePassword(user.Id, user.PasswordHash, hasher.Hash(req.NewPassword)), ct);
        // From here on the old password opens nothing, so the sessions that it opened end even if the client is gone.
        if (changed) await sessions.EndAllAsync(user.Id, session.SessionId, CancellationToken.None);
        await Send.ResultAsync(changed ? TypedResults.NoContent() : PasswordCheck.Refused);
    }
}
