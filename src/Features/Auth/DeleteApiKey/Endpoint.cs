using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.DeleteApiKey;

internal sealed class Endpoint(IStore store, Revocations revocations, AuditTrail audit) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/auth/keys/{keyId:uuid}");
        this.Describe(
            "Delete an API key.", "The key becomes invalid, and streams that it opened end.", StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var keyId = Route<Guid>(RouteParameters.KeyId);
        var deleted = audit.Of(HttpContext, AuditKinds.ApiKeyDeleted, User.Id(), $"key {keyId}");
        var removed = await store.WriteAsync(new RemoveApiKey(User.Id(), keyId).Audited(deleted), ct);
        // Whoever uses the key counts as a session with its id.
        if (removed) revocations.EndSession(keyId);
        await Send.ResultAsync(removed ? TypedResults.NoContent() : Problem.NotFound);
    }
}
