using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Mirrors;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

internal sealed class Endpoint(IStore store, ActiveTurns activeTurns, Reservations reservations, RemoteTurns remote)
    : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/conversations/{conversationId:uuid}");
        this.ChecksIfMatch().Describe(
            "Delete a conversation with its messages and instructions.",
            "The deletion is permanent. It ends a running turn of the conversation. "
                + "With `If-Match`, the request deletes nothing if the conversation has changed.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status412PreconditionFailed, IfMatch.Failed.Detail!));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var conversationId = Route<Guid>(RouteParameters.ConversationId);
        EditStatus status;
        // A turn that is being started is active before it is looked for here.
        using (await reservations.TakeAsync(conversationId, ct))
        {
            status = await store.WriteAsync(new RemoveConversation(User.Id(), conversationId, IfMatch.Of(HttpContext.Request)), ct);
            if (status == EditStatus.Done) activeTurns.Find(conversationId)?.Stop(FinishReasons.Interrupted);
            if (status == EditStatus.Done) remote.ConversationDeleted(conversationId);
        }

        await Send.ResultAsync(status switch
        {
            EditStatus.Done => TypedResults.NoContent(),
            EditStatus.Outdated => IfMatch.Failed,
            _ => Problem.NotFound,
        });
    }
}
