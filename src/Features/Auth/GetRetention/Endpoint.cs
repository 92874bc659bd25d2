using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.GetRetention;

internal sealed class Endpoint(IStore store, IOptions<RetentionOptions> options) : EndpointWithoutRequest<RetentionResponse>
{
    public override void Configure()
    {
        Get("/auth/me/retention");
        this.Describe(
            "Get how long conversations of the signed-in user are kept.",
            "A conversation that has not changed for so many days is deleted. It goes to the trash first, if the server has one. "
                + "The response also says how long the trash and temporary conversations are kept.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var user = await store.ReadAsync(new FindUser(User.Id()), ct);
        await Send.ResultAsync(RetentionResponse.Of(user, options.Value));
    }
}
