using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.RestoreConversation;

internal sealed class Endpoint(IStore store, ConversationLimit limit, AuditTrail audit) : EndpointWithoutRequest<ConversationResponse>
{
    public override void Configure()
    {
        Post("/trash/{trashedId:uuid}/restore");
        this.Describe(
            "Restore a conversation from the trash.",
            "The conversation is again what it was: ids, times, versions, its place in the list, pinned or archived. "
                + "A request that comes once more gets the conversation as it is.",
            StatusCodes.Status200OK,
            (StatusCodes.Status409Conflict, ConversationLimit.TooMany));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var (userId, id) = (User.Id(), Route<Guid>(RouteParameters.TrashedId));
        var isBack = await store.ReadAsync(new FindConversation(userId, id), ct) is not null;
        if (!isBack && await limit.RefusalAsync(userId, ct) is { } refusal)
        {
            await Send.ResultAsync(refusal);
            return;
        }

        var told = audit.Of(HttpContext, AuditKinds.ConversationRestored, userId, $"conversation {id}");
        var restored = await store.WriteAsync(new RestoreTrashed(userId, id).Audited(told, static restored => restored.IsNew), ct);
        await (restored.Conversation is { } own
            ? ConversationBody.SendAsync(HttpContext, own)
            : Send.ResultAsync(Problem.NotFound));
    }
}
