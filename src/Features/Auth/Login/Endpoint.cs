using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class Endpoint(IStore store, SignIn signIn, PasswordCheck check, AuditTrail audit, FailedSignIns failures)
    : Endpoint<Request, SignedInResponse>
{
    private const string Wrong = "The email or the password is wrong.";

    public override void Configure()
    {
        Post("/auth/login");
        AllowAnonymous();
        this.TakesJson().KeepsRefreshTokenInCookie().CountsAs(RequestClass.SignIn).Describe(
            "Sign in.",
            "Creates a session with its own tokens. Other sessions of the account stay valid. "
                + "Failed attempts slow down those who guess: see `Retry-After`.",
            StatusCodes.Status200OK,
            (StatusCodes.Status401Unauthorized, Wrong),
            (StatusCodes.Status403Forbidden, "This account is disabled."),
            (StatusCodes.Status429TooManyRequests, LoginGuard.Refused),
            (StatusCodes.Status503ServiceUnavailable, PasswordGate.Full));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var found = await check.CheckAsync(HttpContext, req.Email, req.Password, ct);
        if (found.User is not { } user)
        {
            await Send.ResultAsync(found.Refusal as IResult ?? Problem.Of(StatusCodes.Status401Unauthorized, Wrong));
            return;
        }

        // Only who knows the password is told.
        if (user.DisabledAt is not null)
        {
            await failures.AddAsync(HttpContext, user.Id, "disabled");
            await Send.ResultAsync(Problem.Of(StatusCodes.Status403Forbidden, "This account is disabled."));
            return;
        }

        var (session, refresh) = signIn.NewSession(HttpContext, user.Id);
        var signedIn = audit.Of(HttpContext, AuditKinds.SignedIn, user.Id, $"session {session.Id}");
        var opened = await store.WriteAsync(new OpenSession(session).Audited(signedIn, static user => user is not null), ct);
        // The account may have gone since its password was checked.
        await Send.ResultAsync(opened is null
            ? Problem.Of(StatusCodes.Status401Unauthorized, Wrong)
            : TypedResults.Ok(signIn.Respond(HttpContext, opened, refresh)));
    }
}
