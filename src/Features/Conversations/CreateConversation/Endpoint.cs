using FastEndpoints;
using FluentValidation.Results;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal sealed class Endpoint(IStore store, ModelCatalog models, IOptions<LimitsOptions> limits, TimeProvider clock)
    : Endpoint<Request, ConversationResponse>
{
    private const string TooMany = "The account has too many conversations. Delete one first.";

    public override void Configure()
    {
        Post("/conversations");
        this.TakesJson().Describe(
            "Create a conversation.",
            "The new conversation has no messages. Send a message to get the first answer.",
            StatusCodes.Status201Created,
            (StatusCodes.Status409Conflict, TooMany));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (models.Route(req.ModelTag) is null) ThrowError(new ValidationFailure("model_tag", models.Unknown(req.ModelTag)));

        if (limits.Value is { Enabled: true, ConversationsPerUser: var most }
            && await store.ReadAsync(new HasManyConversations(User.Id(), most), ct))
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status409Conflict, TooMany));
            return;
        }

        var now = clock.Now();
        var conversation = await store.WriteAsync(
            new AddConversation(new(clock.NewId(), User.Id(), req.Title, req.ModelTag, now, now)), ct);
        await Send.ResultAsync(new CreatedJson<ConversationResponse>(
            $"/conversations/{conversation.Id}", ConversationResponse.From(conversation), ConversationJson.Default.ConversationResponse));
    }
}
