using FastEndpoints;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.ListSessions;

internal sealed class Endpoint(IStore store, SharedClock clock) : EndpointWithoutRequest<Response[]>
{
    public override void Configure()
    {
        Get("/auth/sessions");
        this.Describe("List the user's sessions.", "The session that was used last comes first. Expired sessions are not in the list.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var (user, now) = ((SignedInUser)User, clock.Now());
        var sessions = await store.ReadAsync(new ReadSessions(user.UserId), ct);
        await Send.OkAsync(
            [
                .. sessions.Where(session => session.ExpiresAt > now)
                    .Select(session => ListSessions.Response.From(session, user.SessionId))
                    .OrderByDescending(session => session.LastSeenAt)
                    .ThenByDescending(session => session.Id)
            ],
            ct);
    }
}
