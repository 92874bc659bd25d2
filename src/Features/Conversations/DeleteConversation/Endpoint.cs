using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

internal sealed class Endpoint(ConversationEnd conversations, AuditTrail audit) : EndpointWithoutRequest
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
        var deleted = audit.Of(HttpContext, AuditKinds.ConversationDeleted, User.Id(), $"conversation {conversationId}");
        var status = await conversations.RemoveAsync(
            conversationId, removal.Audited(deleted, static status => status == EditStatus.Done), EditStatus.Done, ct);
        await Send.ResultAsync(status switch
        {
            EditStatus.Done => TypedResults.NoContent(),
            EditStatus.Outdated => IfMatch.Failed,
            _ => Problem.NotFound,
        });
    }
}
