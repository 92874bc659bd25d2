using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Features.Messages.RegenerateAnswer;

internal sealed class Endpoint(TurnStarter turns, TurnAnswer answer, TimeProvider clock) : Endpoint<Request, MessageResponse>
{
    public override void Configure()
    {
        Post("/conversations/{conversationId:uuid}/regenerate");
        this.TakesJson(optional: true).Streams().CountsAs(RequestClass.Read).Describe(
            "Regenerate an answer.",
            "The new answer is another version. The old one stays on the active path until the new one is stored. "
                + "A failed attempt never replaces a good answer. A cancelled attempt replaces it if it wrote text. "
                + "Later turns leave the path with the old answer, unless `keep_following` is true. The conversation's current model answers.",
            StatusCodes.Status200OK,
            TurnAnswer.Failures);
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var (userId, conversationId) = (User.Id(), Route<Guid>(RouteParameters.ConversationId));
        var (result, turn) = await turns.StartAsync(
            userId,
            conversationId,
            (answerId, mayStart, userLimit, quotas) =>
                new RestartTurn(userId, conversationId, req.Message, answerId, mayStart, clock.Now(), userLimit, quotas, req.KeepFollowing),
            req.OnConflict == OnConflicts.Cancel,
            HttpContext.TraceIdentifier,
            ct);
        await answer.SendAsync(HttpContext, userId, result, turn, req.Stream, LastEventId.None, ct);
    }
}
