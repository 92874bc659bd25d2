using FastEndpoints;
using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class Endpoint(IStore store, SignIn signIn, IPasswordHasher<User> hasher) : Endpoint<Request, SignedInResponse>
{
    // Stands in for the hash of a missing account, so that the response time does not reveal which accounts exist.
    private static readonly string MissingUserHash = new PasswordHasher<User>().HashPassword(null!, "nobody");

    public override void Configure()
    {
        Post("/auth/login");
        AllowAnonymous();
        this.TakesJson().Describe(
            "Sign in.",
            "Creates a session with its own tokens. Other sessions of the account stay valid.",
            StatusCodes.Status200OK,
            (StatusCodes.Status401Unauthorized, "The email or the password is wrong."),
            (StatusCodes.Status403Forbidden, "This account is disabled."));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var user = await store.ReadAsync(new FindUserByEmail(Shared.Domain.User.EmailForms(req.Email)), ct);
        if (!hasher.Fits(req.Password, user?.PasswordHash ?? MissingUserHash) || user is null)
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status401Unauthorized, "The email or the password is wrong."));
            return;
        }

        // Only who knows the password is told.
        if (user.DisabledAt is not null)
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status403Forbidden, "This account is disabled."));
            return;
        }

        var (session, refresh) = signIn.NewSession(HttpContext, user.Id);
        await store.WriteAsync(new OpenSession(session), ct);
        await Send.ResultAsync(TypedResults.Ok(signIn.Respond(HttpContext, user, refresh)));
    }
}
