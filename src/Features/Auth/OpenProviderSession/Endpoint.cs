using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.OpenProviderSession;

internal sealed class Endpoint(IStore store, SignIn signIn, SignInTickets tickets, AuditTrail audit) : EndpointWithoutRequest<SignedInResponse>
{
    private const string Refused = "This browser has not signed in by an identity provider within the last minute.";

    public override void Configure()
    {
        Post("/auth/providers/session");
        AllowAnonymous();
        this.KeepsRefreshTokenInCookie().CountsAs(RequestClass.SignIn).Describe(
            "Get the session of a sign-in by an identity provider.",
            "For the page of this server. The proof is a cookie that the sign-in has set, and it works once.",
            StatusCodes.Status200OK,
            (StatusCodes.Status401Unauthorized, Refused));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var ticket = SecretCookie.Take(HttpContext, ProviderCookies.Ticket);
        if (ticket is null || await tickets.ValidateAsync(ticket) is not { } proven)
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status401Unauthorized, Refused));
            return;
        }

        var (session, refresh) = signIn.NewSession(HttpContext, proven.UserId, proven.SessionId);
        var signedIn = audit.Of(HttpContext, AuditKinds.SignedIn, proven.UserId, $"session {session.Id}");
        var user = await store.WriteAsync(new OpenSession(session).Audited(signedIn, static user => user is not null), ct);
        await Send.ResultAsync(user is null
            ? Problem.Of(StatusCodes.Status401Unauthorized, Refused)
            : TypedResults.Ok(signIn.Respond(HttpContext, user, refresh)));
    }
}
