using FastEndpoints;
using FluentValidation.Results;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

internal sealed class Endpoint(IStore store, ModelCatalog models, TimeProvider clock) : Endpoint<Request, ConversationResponse>
{
    public override void Configure()
    {
        Patch("/conversations/{conversationId:uuid}");
        this.TakesJson().ChecksIfMatch().Describe(
            "Update a conversation.",
            "Omitted properties keep their values. A new title or model moves the conversation to the top of the list. "
                + "A new model answers from the next turn on. "
                + "With `If-Match`, the request changes nothing if the conversation has changed.",
            StatusCodes.Status200OK,
            (StatusCodes.Status412PreconditionFailed, IfMatch.Failed.Detail!));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (req.ModelTag is not null && models.Route(req.ModelTag) is null)
        {
            ThrowError(new ValidationFailure("model_tag", models.Unknown(req.ModelTag)));
        }

        var (status, conversation) = await UpdateAsync(req, ct);
        if (conversation is null)
        {
            await Send.ResultAsync(status == EditStatus.Outdated ? IfMatch.Failed : Problem.NotFound);
            return;
        }

        await ConversationBody.SendAsync(HttpContext, conversation);
    }

    private async ValueTask<Updated> UpdateAsync(Request req, CancellationToken ct)
    {
        var (userId, id, condition) = (User.Id(), Route<Guid>(RouteParameters.ConversationId), IfMatch.Of(HttpContext.Request));
        var change = new ConversationChange(req.Title, req.ModelTag, req.Pinned, req.Archived);
        if (change != ConversationChange.Nothing)
        {
            return await store.WriteAsync(new ChangeConversation(userId, id, change, clock.Now(), condition), ct);
        }

        // A request without changes does not change updated_at either.
        return await store.ReadAsync(new FindConversation(userId, id), ct) is not { } found ? new(EditStatus.NotFound)
            : found.IsAs(condition) ? new(EditStatus.Done, found)
            : new(EditStatus.Outdated);
    }
}
