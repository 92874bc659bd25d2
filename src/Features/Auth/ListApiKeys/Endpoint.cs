using FastEndpoints;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.ListApiKeys;

internal sealed class Endpoint(IStore store, SharedClock clock) : EndpointWithoutRequest<ApiKeyResponse[]>
{
    public override void Configure()
    {
        Get("/auth/keys");
        this.Describe("List the user's API keys.", "The newest comes first. Expired keys are not in the list, and no key's text is.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var keys = await store.ReadAsync(new ReadApiKeys(User.Id()), ct);
        await Send.OkAsync([.. keys.Where(key => key.ExpiresAt > now).Reverse().Select(ApiKeyResponse.From)], ct);
    }
}
