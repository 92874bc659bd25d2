using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.GetCurrentUser;

internal sealed class Endpoint(IStore store) : EndpointWithoutRequest<UserResponse>
{
    public override void Configure()
    {
        Get("/auth/me");
        this.Describe("Get the signed-in user.", "Returns the account that the access token belongs to.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var user = await store.ReadAsync(new FindUser(User.Id()), ct);
        await Send.ResultAsync(user is null ? Problem.NotFound : TypedResults.Ok(UserResponse.From(user)));
    }
}
