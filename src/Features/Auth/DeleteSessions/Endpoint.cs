using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;

namespace SamosaChaat.Features.Auth.DeleteSessions;

internal sealed class Endpoint(SessionEnds sessions, AuditTrail audit) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/auth/sessions");
        this.Describe(
            "Sign out everywhere.",
            "Ends all sessions of the user, also the session of this request. API keys stay valid.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        await sessions.EndAllAsync(User.Id(), kept: null, sessionId => audit.OfEnd(HttpContext, User.Id(), sessionId), ct);
        await Send.NoContentAsync(ct);
    }
}
