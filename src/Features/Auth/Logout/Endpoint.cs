using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;

namespace SamosaChaat.Features.Auth.Logout;

internal sealed class Endpoint(SessionEnds sessions, AuditTrail audit) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Post("/auth/logout");
        this.Describe(
            "Sign out.",
            "Ends this session. Its access token and its refresh token become invalid, and its open streams end.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var user = (SignedInUser)User;
        await sessions.EndAsync(user.UserId, user.SessionId, audit.OfEnd(HttpContext, user.UserId, user.SessionId), ct);
        RefreshCookie.Remove(HttpContext);
        await Send.NoContentAsync(ct);
    }
}
