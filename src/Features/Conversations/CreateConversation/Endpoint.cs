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
    private const string IdConflict = "The id is already used by a different conversation.";

    public override void Configure()
    {
        Post("/conversations");
        this.TakesJson().Describe(
            "Create a conversation.",
            "The new conversation has no messages. Send a message to get the first answer. "
                + "A client that chooses the `id` itself can safely repeat the request.",
            StatusCodes.Status201Created,
            (StatusCodes.Status409Conflict, "The account has too many conversations, or the `id` is already used by a different conversation."));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        // A repeated request needs no room for another conversation, and no model that is still there.
        if (await FindAsync(req.Id, ct) is { } before)
        {
            await Send.ResultAsync(Created(before));
            return;
        }

        if (models.Route(req.ModelTag) is null) ThrowError(new ValidationFailure("model_tag", models.Unknown(req.ModelTag)));

        if (await limit.RefusalAsync(User.Id(), ct) is { } refusal)
        {
            // The same request may have created it meanwhile, in the last place there was.
            await Send.ResultAsync(await FindAsync(req.Id, ct) is { } same ? Created(same) : refusal);
            return;
        }

        var now = clock.Now();
        var (status, conversation) = await store.WriteAsync(
            new AddConversation(
                new(req.Id ?? clock.NewId(), User.Id(), req.Title, req.ModelTag, now, now, IsTemporary: req.Temporary), req.Id is not null),
            ct);
        await Send.ResultAsync(conversation is not null ? Created(conversation)
            : status == AddStatus.IdConflict ? Problem.Of(StatusCodes.Status409Conflict, IdConflict)
            // The account may have gone since the token was checked.
            : Problem.Of(StatusCodes.Status401Unauthorized));
    }

    private async ValueTask<Conversation?> FindAsync(Guid? id, CancellationToken ct) =>
        id is { } known ? await store.ReadAsync(new FindConversation(User.Id(), known), ct) : null;

    private static CreatedJson<ConversationResponse> Created(Conversation conversation) => new(
        $"/conversations/{conversation.Id}", ConversationResponse.From(conversation), ConversationJson.Default.ConversationResponse);
}
