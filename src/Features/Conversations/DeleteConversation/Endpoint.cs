using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

internal sealed class Endpoint(IStore store, ActiveTurns activeTurns, Reservations reservations) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/conversations/{conversationId:uuid}");
        this.Describe(
            "Delete a conversation with its messages and instructions.",
            "The deletion is permanent. It ends a running turn of the conversation.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var conversationId = Route<Guid>(RouteParameters.ConversationId);
        bool removed;
        // A turn that is being started is active before it is looked for here.
        using (await reservations.TakeAsync(conversationId, ct))
        {
            removed = await store.WriteAsync(new RemoveConversation(User.Id(), conversationId), ct);
            if (removed) activeTurns.Find(conversationId)?.Stop(FinishReasons.Interrupted);
        }

        await Send.ResultAsync(removed ? TypedResults.NoContent() : Problem.NotFound);
    }
}
