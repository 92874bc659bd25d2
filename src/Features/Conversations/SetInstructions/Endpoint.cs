using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.SetInstructions;

internal sealed class Endpoint(IStore store, TokenCounter tokens) : Endpoint<Request>
{
    public override void Configure()
    {
        Put("/conversations/{conversationId:uuid}/instructions");
        this.TakesJson().Describe(
            "Set a conversation's instructions.",
            "The model gets them before the messages, from the next turn on. They count against the maximum size of a prompt. "
                + "They replace earlier instructions. `updated_at` does not change.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        // Counted once here, and not again by every turn.
        var instructions = new Instructions(req.Content, tokens.Count(req.Content));
        var found = await store.WriteAsync(
            new StoreInstructions(User.Id(), Route<Guid>(RouteParameters.ConversationId), instructions), ct);
        await Send.ResultAsync(found ? TypedResults.NoContent() : Problem.NotFound);
    }
}
