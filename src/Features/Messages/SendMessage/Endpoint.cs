using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Features.Messages.SendMessage;

internal sealed class Endpoint(TurnStarter turns, TurnAnswer answer, TokenCounter tokens, TimeProvider clock) : Endpoint<Request, MessageResponse>
{
    public override void Configure()
    {
        Post("/conversations/{conversationId:uuid}/messages");
        this.TakesJson().Streams().Describe(
            "Append a message and stream the model's answer.",
            "The turn belongs to the server: it goes on when the client goes away, and its stream can be resumed. With a `message.id` of its own a client may repeat the request as often as it likes.",
            StatusCodes.Status200OK,
            TurnAnswer.Failures);
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var (userId, conversationId, messageId) = (User.Id(), Route<Guid>("conversationId"), req.Message.Id ?? clock.NewId());
        var (content, count) = (req.Message.Content, tokens.Count(req.Message.Content));
        var sampling = new Sampling(req.Temperature, req.MaxTokens, req.TopK);

        // From here on the turn belongs to the server: this request only subscribes to it.
        var (result, turn) = await turns.StartAsync(
            userId,
            conversationId,
            (answerId, mayStart) => new StartTurn(userId, conversationId, messageId, content, count, sampling, answerId, mayStart, clock.Now()),
            req.OnConflict == OnConflicts.Cancel,
            HttpContext.TraceIdentifier,
            ct);
        await answer.SendAsync(HttpContext, userId, result, turn, req.Stream, ct);
    }
}
