using FastEndpoints;
using FluentValidation.Results;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal sealed class Endpoint(IStore store, ModelCatalog models, ConversationLimit limit, TimeProvider clock)
    : Endpoint<Request, ConversationResponse>
{
    public override void Configure()
    {
        Post("/conversations");
        this.TakesJson().Describe(
            "Create a conversation.",
            "The new conversation has no messages. Send a message to get the first answer.",
            StatusCodes.Status201Created,
            (StatusCodes.Status409Conflict, ConversationLimit.TooMany));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (models.Route(req.ModelTag) is null) ThrowError(new ValidationFailure("model_tag", models.Unknown(req.ModelTag)));

        if (await limit.RefusalAsync(User.Id(), ct) is { } refusal)
        {
            await Send.ResultAsync(refusal);
            return;
        }

        var now = clock.Now();
        var conversation = new Conversation(clock.NewId(), User.Id(), req.Title, req.ModelTag, now, now);
        // The account may have gone since the token was checked.
        await Send.ResultAsync(await store.WriteAsync(new AddConversation(conversation), ct)
            ? new CreatedJson<ConversationResponse>(
                $"/conversations/{conversation.Id}", ConversationResponse.From(conversation), ConversationJson.Default.ConversationResponse)
            : Problem.Of(StatusCodes.Status401Unauthorized));
    }
}
