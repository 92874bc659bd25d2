using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.Register;

internal sealed class Endpoint(
    IStore store, SignIn signIn, PasswordGate passwords, RequestRates rates, IOptions<AuthOptions> options, TimeProvider clock)
    : Endpoint<Request, SignedInResponse>
{
    public override void Configure()
    {
        Post("/auth/register");
        AllowAnonymous();
        this.TakesJson().CountsAs(RequestClass.SignIn).Describe(
            "Create an account and sign in.",
            "Email addresses that differ only in case, or in how their characters are composed, belong to the same account.",
            StatusCodes.Status201Created,
            (StatusCodes.Status403Forbidden, "Registration is closed on this server."),
            (StatusCodes.Status409Conflict, "An account with this email already exists."),
            (StatusCodes.Status503ServiceUnavailable, PasswordGate.Full));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (options.Value.Registration == AuthOptions.Closed)
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status403Forbidden, "Registration is closed on this server."));
            return;
        }

        if (rates.CountRegistration(HttpContext) is { } refusal)
        {
            await Send.ResultAsync(refusal);
            return;
        }

        var hash = await passwords.HashAsync(req.Password, ct);
        var user = new User(clock.NewId(), Shared.Domain.User.NormalizeEmail(req.Email), req.Name, hash, clock.Now());
        var (session, refresh) = signIn.NewSession(user.Id);
        var added = await store.WriteAsync(new AddUser(user, session), ct);
        await Send.ResultAsync(added
            ? TypedResults.Created(HttpContext.PublicUrl("/auth/me"), signIn.Respond(HttpContext, user, refresh))
            : Problem.Of(StatusCodes.Status409Conflict, "An account with this email already exists."));
    }
}
