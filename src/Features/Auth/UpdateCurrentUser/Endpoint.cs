using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.UpdateCurrentUser;

internal sealed class Endpoint(IStore store) : Endpoint<Request, UserResponse>
{
    public override void Configure()
    {
        Patch("/auth/me");
        this.TakesJson().Describe("Change the signed-in user's name.", "The email address cannot be changed.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var user = await store.WriteAsync(new RenameUser(User.Id(), req.Name), ct);
        await Send.ResultAsync(user is null ? Problem.NotFound : TypedResults.Ok(UserResponse.From(user)));
    }
}
