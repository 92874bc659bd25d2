using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.DeleteInstructions;

internal sealed class Endpoint(IStore store) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/conversations/{conversationId:uuid}/instructions");
        this.Describe(
            "Delete a conversation's instructions.",
            "The next turn has none. The response is the same if the conversation has no instructions. `updated_at` does not change.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var found = await store.WriteAsync(
            new RemoveInstructions(User.Id(), Route<Guid>(RouteParameters.ConversationId)), ct);
        await Send.ResultAsync(found ? TypedResults.NoContent() : Problem.NotFound);
    }
}
