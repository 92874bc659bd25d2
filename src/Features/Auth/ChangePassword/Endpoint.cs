using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.ChangePassword;

internal sealed class Endpoint(IStore store, PasswordCheck check, PasswordGate passwords, SessionEnds sessions, AuditTrail audit)
    : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/auth/password");
        this.TakesJson().CountsAs(RequestClass.SignIn).Describe(
            "Change the password.",
            "Ends all other sessions of the user and their open streams. This session stays, and so do API keys.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status403Forbidden, PasswordCheck.Wrong),
            (StatusCodes.Status429TooManyRequests, LoginGuard.Refused),
            (StatusCodes.Status503ServiceUnavailable, PasswordGate.Full));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var session = (SignedInUser)User;
        var found = await check.CheckAsync(HttpContext, session.UserId, req.CurrentPassword, ct);
        if (found.User is not { } user)
        {
            await Send.ResultAsync(PasswordCheck.Refused(found));
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

        var hash = await passwords.HashAsync(req.NewPassword, ct);
        var command = new StorePassword(user.Id, user.PasswordHash, hash);
        var changed = await store.WriteAsync(command.Audited(audit.Of(HttpContext, AuditKinds.PasswordChanged, user.Id)), ct);
        // From here on the old password opens nothing, so the sessions that it opened end even if the client is gone.
        if (changed)
        {
            await sessions.EndAllAsync(
                user.Id, session.SessionId, sessionId => audit.OfEnd(HttpContext, user.Id, sessionId), CancellationToken.None);
        }

        await Send.ResultAsync(changed ? TypedResults.NoContent() : PasswordCheck.Refused(default));
    }
}
