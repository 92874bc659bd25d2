using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Messages.CancelTurn;

internal sealed class Endpoint(TurnFinder turns) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Delete("/conversations/{conversationId:uuid}/messages/{messageId:uuid}/stream");
        this.Describe(
            "Cancel a turn.",
            "The text written so far becomes the answer. The server stores it before it responds. "
                + "A turn that has already ended does not change.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var found = await turns.CancelAsync(
            User.Id(), Route<Guid>(RouteParameters.ConversationId), Route<Guid>(RouteParameters.MessageId), ct);
        await Send.ResultAsync(found ? TypedResults.NoContent() : Problem.NotFound);
    }
}
