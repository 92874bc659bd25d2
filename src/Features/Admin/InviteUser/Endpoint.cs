using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Admin.InviteUser;

internal sealed class Endpoint(IStore store, AuditTrail audit, IOptions<AuthOptions> options, SharedClock clock)
    : Endpoint<Request, Response>
{
    private const string Closed = "Registration is closed on this server, so an invite would not work.";

    public override void Configure()
    {
        Post("/admin/invites");
        this.TakesJson(optional: true).ForAdmins().Describe(
            "Invite somebody to create an account.",
            "Returns a link that works once. The server does not store the token, and nobody sees it again. "
                + "An invite becomes void when its maker stops being an administrator.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason),
            (StatusCodes.Status409Conflict, Closed));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (options.Value.Registration == AuthOptions.Closed)
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status409Conflict, Closed));
            return;
        }

        var (token, now) = (InviteToken.New(), clock.Now());
        var invite = new Invite(token.Id, req.Role ?? UserRoles.User, User.Id(), now, now.AddSeconds(req.ExpiresIn));
        var created = audit.Of(HttpContext, AuditKinds.InviteCreated, detail: invite.Role);
        if (!await store.WriteAsync(new AddInvite(invite).Audited(created), ct))
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status403Forbidden, AdminOnly.Reason));
            return;
        }

        HttpContext.Response.Headers.CacheControl = "no-store";
        await Send.ResultAsync(TypedResults.Ok(
            new Response(token.Text, token.LinkAt(HttpContext.PagePrefix()), invite.Role, invite.ExpiresAt)));
    }
}
