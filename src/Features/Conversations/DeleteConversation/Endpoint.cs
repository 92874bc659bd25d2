using FastEndpoints;
using SamosaChaat.Shared.Errors;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

public sealed class Endpoint(IStore store) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/conversations/{conversationId:guid}");
        this.Describe("Delete a conversation with its messages.", StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var removed = await store.WriteAsync(new RemoveConversation(User.Id(), Route<Guid>("conversationId")), ct);
        await Send.ResultAsync(removed ? TypedResults.NoContent() : Problem.NotFound);
    }
}
