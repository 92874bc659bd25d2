using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;

namespace SamosaChaat.Features.Auth.DeleteSessions;

internal sealed class Endpoint(SessionEnds sessions) : EndpointWithoutRequest
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
        await sessions.EndAllAsync(User.Id(), kept: null, ct);
        await Send.NoContentAsync(ct);
    }
}
