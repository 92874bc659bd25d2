using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

internal sealed class Endpoint(ConversationEnd conversations, AuditTrail audit, IOptions<RetentionOptions> options, TimeProvider clock)
    : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/conversations/{conversationId:uuid}");
        this.ChecksIfMatch().Describe(
            "Delete a conversation with its messages and instructions.",
            "The conversation goes to the trash, where only the operations of the trash find it: `GET /trash` says how long. "
                + "With `permanently`, or on a server without a trash, it is deleted for ever, and so is a temporary conversation. "
                + "It ends a running turn of the conversation. "
                + "With `If-Match`, the request deletes nothing if the conversation has changed.",
            StatusCodes.Status204NoContent,
            (StatusCodes.Status412PreconditionFailed, IfMatch.Failed.Detail!));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var conversationId = Route<Guid>(RouteParameters.ConversationId);
        var condition = IfMatch.Of(HttpContext.Request);
        var isForEver = req.Permanently || options.Value.Trash == TimeSpan.Zero;
        Deletion deletion = isForEver
            ? new RemoveConversation(User.Id(), conversationId, condition)
            : new MoveToTrash(User.Id(), conversationId, clock.Now(), condition);
        var deleted = audit.Of(HttpContext, AuditKinds.ConversationDeleted, User.Id(), $"conversation {conversationId}");
        var status = await conversations.RemoveAsync(
            User.Id(), conversationId, deletion.Audited(deleted, static status => status == EditStatus.Done), EditStatus.Done, ct);
        await Send.ResultAsync(status switch
        {
            EditStatus.Done => TypedResults.NoContent(),
            EditStatus.Outdated => IfMatch.Failed,
            _ => Problem.NotFound,
        });
    }
}
