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
        this.TakesJson().Describe(
            "Update a conversation's title or model.",
            "Omitted properties keep their values. A change moves the conversation to the top of the list. "
                + "A new model answers from the next turn on.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (req.ModelTag is not null && models.Route(req.ModelTag) is null)
        {
            ThrowError(new ValidationFailure("model_tag", models.Unknown(req.ModelTag)));
        }

        var id = Route<Guid>(RouteParameters.ConversationId);
        // A request without changes does not change updated_at either.
        var conversation = req is { Title: null, ModelTag: null }
            ? await store.ReadAsync(new FindConversation(User.Id(), id), ct)
            : await store.WriteAsync(new ChangeConversation(User.Id(), id, req.Title, req.ModelTag, clock.Now()), ct);
        await Send.ResultAsync(conversation is null ? Problem.NotFound : TypedResults.Ok(ConversationResponse.From(conversation)));
    }
}
