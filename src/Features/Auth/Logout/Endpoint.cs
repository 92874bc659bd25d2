using FastEndpoints;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.Logout;

internal sealed class Endpoint(IStore store, Revocations revocations) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Post("/auth/logout");
        this.Describe(
            "Sign out.",
            "Ends this session. Its access token and its refresh token become invalid.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var sessionId = ((SignedInUser)User).SessionId;
        await store.WriteAsync(new EndSession(sessionId), ct);
        revocations.EndSession(sessionId);
        await Send.NoContentAsync(ct);
    }
}
