using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.GetInstructions;

internal sealed class Endpoint(IStore store) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}/instructions");
        this.Describe("Get a conversation's instructions.", "Returns 404 if the conversation has none.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var found = await store.ReadAsync(new ReadInstructions(User.Id(), Route<Guid>(RouteParameters.ConversationId)), ct);
        await Send.ResultAsync(found switch
        {
            { Instructions: { } instructions } => TypedResults.Ok(new Response(instructions.Text)),
            { } => Problem.Of(StatusCodes.Status404NotFound, "The conversation has no instructions."),
            null => Problem.NotFound,
        });
    }
}
