using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Streaming;

namespace SamosaChaat.Features.Messages.RegenerateAnswer;

internal sealed class Endpoint(TurnStart turns, TurnAnswer answer, TimeProvider clock) : Endpoint<Request, MessageResponse>
{
    public override void Configure()
    {
        Post("/conversations/{conversationId:uuid}/regenerate");
        this.TakesJson(optional: true).Streams().Describe(
            "Answer a question again; the old answer stays until there is a new one.", StatusCodes.Status200OK, 409, 429, 502, 503, 504);
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var (userId, conversationId) = (User.Id(), Route<Guid>("conversationId"));
        var (begun, generation) = await turns.BeginAsync(
            userId,
            conversationId,
            mayBegin => new BeginAgain(userId, conversationId, req.Message, mayBegin, clock.Now()),
            req.OnConflict == OnConflicts.Cancel,
            HttpContext.TraceIdentifier,
            ct);
        await answer.SendAsync(HttpContext, userId, begun, generation, req.Stream, ct);
    }
}
