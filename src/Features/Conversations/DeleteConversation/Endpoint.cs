using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

internal sealed class Endpoint(ConversationEnd conversations) : EndpointWithoutRequest
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
        var removal = new RemoveConversation(User.Id(), conversationId, IfMatch.Of(HttpContext.Request));
        var status = await conversations.RemoveAsync(conversationId, removal, EditStatus.Done, ct);
        await Send.ResultAsync(status switch
        {
            EditStatus.Done => TypedResults.NoContent(),
            EditStatus.Outdated => IfMatch.Failed,
            _ => Problem.NotFound,
        });
    }
}
