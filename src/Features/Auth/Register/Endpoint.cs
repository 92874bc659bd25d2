using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.Register;

internal sealed class Endpoint(
    IStore store, SignIn signIn, PasswordGate passwords, RequestRates rates, AuditTrail audit, IOptions<AuthOptions> options,
    SharedClock clock)
    : Endpoint<Request, SignedInResponse>
{
    private const string Closed = "Registration is closed on this server.";
    private const string Taken = "An account with this email already exists.";

    public override void Configure()
    {
        Post("/auth/register");
        AllowAnonymous();
        this.TakesJson().KeepsRefreshTokenInCookie().CountsAs(RequestClass.SignIn).Describe(
            "Create an account and sign in.",
            "Email addresses that differ only in case, or in how their characters are composed, belong to the same account. "
                + "Unless the server is open to everybody, `invite` is required: the token of the link that a new server prints, or of "
                + "an administrator's invite. It works once.",
            StatusCodes.Status201Created,
            (StatusCodes.Status403Forbidden, Closed),
            (StatusCodes.Status409Conflict, Taken),
            (StatusCodes.Status503ServiceUnavailable, PasswordGate.Full));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var mode = options.Value.Registration;
        if (mode == AuthOptions.Closed || (req.Invite is null && mode == AuthOptions.First))
        {
            await RefuseAsync(mode == AuthOptions.Closed ? Closed : await AdviceAsync(ct));
            return;
        }

        var invite = req.Invite is { } token ? await store.ReadAsync(new FindInvite(new InviteToken(token).Id, clock.Now()), ct) : null;
        if (req.Invite is not null && invite is null)
        {
            // Before the password is hashed, which is what costs most here.
            await RefuseAsync(await AdviceAsync(ct));
            return;
        }

        if (rates.CountRegistration(HttpContext) is { } refusal)
        {
            await Send.ResultAsync(refusal);
            return;
        }

        var user = new User(
            clock.NewId(),
            Shared.Domain.User.NormalizeEmail(req.Email),
            req.Name,
            await passwords.HashAsync(req.Password, ct),
            clock.Now(),
            invite?.Role ?? UserRoles.User);
        var (session, refresh) = signIn.NewSession(HttpContext, user.Id);
        var created = audit.Of(HttpContext, AuditKinds.AccountCreated, user.Id, $"{user.Role}; session {session.Id}");
        if (invite is not null)
        {
            var command = new AddInvitedUser(user, session, invite.Id, clock.Now());
            var status = await store.WriteAsync(command.Audited(created, static status => status == InvitedStatus.Added), ct);
            if (status == InvitedStatus.NoInvite) await RefuseAsync(await AdviceAsync(ct));
            else await AnswerAsync(status == InvitedStatus.Added, user, refresh);
            return;
        }

        var added = await store.WriteAsync(new AddUser(user, session).Audited(created), ct);
        await AnswerAsync(added, user, refresh);
    }

    private async Task AnswerAsync(bool added, User user, RefreshToken refresh) => await Send.ResultAsync(added
        ? TypedResults.Created(HttpContext.PublicUrl("/auth/me"), signIn.Respond(HttpContext, user, refresh))
        : Problem.Of(StatusCodes.Status409Conflict, Taken));

    private async Task RefuseAsync(string reason) => await Send.ResultAsync(Problem.Of(StatusCodes.Status403Forbidden, reason));

    private async Task<string> AdviceAsync(CancellationToken ct) => await store.ReadAsync(new HasUsers(), ct)
        ? "A new account needs an invite that was not used and has not expired. Ask an administrator of this server for a link."
        : "This server has no account yet. Its operator opens the link that the server printed when it started. "
            + "The link works for 30 minutes; a restart prints another one.";
}
