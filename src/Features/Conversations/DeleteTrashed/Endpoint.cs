using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Features.Conversations.DeleteTrashed;

internal sealed class Endpoint(TrashRemoval removal) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/trash/{trashedId:uuid}");
        this.Describe("Delete a conversation in the trash for ever.", "Nothing brings it back.", StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var removed = await removal.RemoveAsync(HttpContext, User.Id(), Route<Guid>(RouteParameters.TrashedId), ct);
        await Send.ResultAsync(removed ? TypedResults.NoContent() : Problem.NotFound);
    }
}
