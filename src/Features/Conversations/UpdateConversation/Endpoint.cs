using FastEndpoints;
using FluentValidation.Results;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

internal sealed class Endpoint(IStore store, ModelCatalog models, TitleGeneration titles, TimeProvider clock)
    : Endpoint<Request, ConversationResponse>
{
    public override void Configure()
    {
        Patch("/conversations/{conversationId:uuid}");
        this.TakesJson().ChecksIfMatch().Describe(
            "Update a conversation.",
            "Omitted properties keep their values. A new title or model moves the conversation to the top of the list. "
                + "A new model answers from the next turn on. A generated title is in the response. "
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
        var change = new ConversationChange(req.Title, req.ModelTag, req.Pinned, req.Archived, req.Temporary is false);
        if (change != ConversationChange.Nothing)
        {
            var updated = await store.WriteAsync(new ChangeConversation(userId, id, change, clock.Now(), condition), ct);
            if (change.Title is not null && updated.Status == EditStatus.Done) titles.Stop(id);
            return updated;
        }

        // A request without changes does not change updated_at either.
        if (await store.ReadAsync(new FindConversation(userId, id), ct) is not { } found) return new(EditStatus.NotFound);
        if (!found.IsAs(condition)) return new(EditStatus.Outdated);
        if (req.GenerateTitleInsteadOf is not { } title) return new(EditStatus.Done, found);
        return await titles.RunAsync(userId, id, title, ct) is { } titled ? new(EditStatus.Done, titled) : new(EditStatus.NotFound);
    }
}
