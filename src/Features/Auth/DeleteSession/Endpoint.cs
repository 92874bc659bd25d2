using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;

namespace SamosaChaat.Features.Auth.DeleteSession;

internal sealed class Endpoint(SessionEnds sessions, AuditTrail audit) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/auth/sessions/{sessionId:uuid}");
        this.Describe(
            "End a session.",
            "Its tokens become invalid, and its open streams end. It may be the session of this request.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var sessionId = Route<Guid>(RouteParameters.SessionId);
        var ended = await sessions.EndAsync(User.Id(), sessionId, audit.OfEnd(HttpContext, User.Id(), sessionId), ct);
        await Send.ResultAsync(ended ? TypedResults.NoContent() : Problem.NotFound);
    }
}
