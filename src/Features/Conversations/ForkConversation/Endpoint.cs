using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.ForkConversation;

internal sealed class Endpoint(IStore store, ConversationLimit limit, TimeProvider clock) : Endpoint<Request, ConversationResponse>
{
    private const string NotOnPath = "The message is not on the conversation's active path. Select it first.";

    public override void Configure()
    {
        Post("/conversations/{conversationId:uuid}/fork");
        this.TakesJson().Describe(
            "Copy the beginning of a conversation into a new one.",
            "Copies the active path up to and including a message, and the instructions. The copies have new ids. "
                + "A question that is the last message has no answer in the copy: regenerate it to get one.",
            StatusCodes.Status201Created,
            (StatusCodes.Status409Conflict, NotOnPath));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (await limit.RefusalAsync(User.Id(), ct) is { } refusal)
        {
            await Send.ResultAsync(refusal);
            return;
        }

        var (status, fork) = await store.WriteAsync(
            new CopyPath(
                User.Id(),
                Route<Guid>(RouteParameters.ConversationId),
                req.Message,
                clock.NewId(),
                req.Title,
                _ => clock.NewId(),
                clock.Now()),
            ct);
        await Send.ResultAsync(fork is not null
            ? new CreatedJson<ConversationResponse>(
                $"/conversations/{fork.Id}", ConversationResponse.From(fork), ConversationJson.Default.ConversationResponse)
            : status == ForkStatus.NotOnPath ? Problem.Of(StatusCodes.Status409Conflict, NotOnPath)
            : Problem.NotFound);
    }
}
