using FastEndpoints;
using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class Endpoint(IStore store, SignIn signIn, PasswordGate passwords, LoginGuard guard) : Endpoint<Request, SignedInResponse>
{
    // Stands in for the hash of a missing account, so that the response time does not reveal which accounts exist.
    private static readonly string MissingUserHash = new PasswordHasher<User>().HashPassword(null!, "nobody");

    public override void Configure()
    {
        Post("/auth/login");
        AllowAnonymous();
        this.TakesJson().CountsAs(RequestClass.SignIn).Describe(
            "Sign in.",
            "Creates a session with its own tokens. Other sessions of the account stay valid. "
                + "Failed attempts slow down those who guess: see `Retry-After`.",
            StatusCodes.Status200OK,
            (StatusCodes.Status401Unauthorized, "The email or the password is wrong."),
            (StatusCodes.Status429TooManyRequests, "Too many failed sign-ins from this address. Try again later."),
            (StatusCodes.Status503ServiceUnavailable, PasswordGate.Full));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var attempt = guard.Begin(req.Email, ClientSource.Of(HttpContext));
        if (attempt.Refusal is { } refusal)
        {
            await Send.ResultAsync(refusal);
            return;
        }

        await attempt.HoldAsync(ct);
        var user = await store.ReadAsync(new FindUserByEmail(Shared.Domain.User.EmailForms(req.Email)), ct);
        if (!await passwords.FitsAsync(req.Password, user?.PasswordHash ?? MissingUserHash, ct) || user is null)
        {
            attempt.Failed();
            await Send.ResultAsync(Problem.Of(StatusCodes.Status401Unauthorized, "The email or the password is wrong."));
            return;
        }

        var (session, refresh) = signIn.NewSession(user.Id);
        await store.WriteAsync(new OpenSession(session), ct);
        await Send.ResultAsync(TypedResults.Ok(signIn.Respond(HttpContext, user, refresh)));
    }
}
