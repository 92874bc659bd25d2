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
            "End a turn early.",
            "What was written is kept as its answer, and is stored when this is answered. A turn that has ended stays as it is.",
            StatusCodes.Status204NoContent);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var found = await turns.CancelAsync(User.Id(), Route<Guid>("conversationId"), Route<Guid>("messageId"), ct);
        await Send.ResultAsync(found ? TypedResults.NoContent() : Problem.NotFound);
    }
}
