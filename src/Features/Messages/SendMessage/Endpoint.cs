using FastEndpoints;
using FluentValidation.Results;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Features.Messages.SendMessage;

internal sealed class Endpoint(TurnStarter turns, TurnAnswer answer, ModelCatalog models, TokenCounter tokens, TimeProvider clock)
    : Endpoint<Request, MessageResponse>
{
    public override void Configure()
    {
        Post("/conversations/{conversationId:uuid}/messages");
        this.TakesJson().Streams().CountsAs(RequestClass.Read).Resumes().Describe(
            "Append a message and stream the model's answer.",
            "The turn continues on the server if the client disconnects. The client can resume the stream. "
                + "A client that chooses the `message.id` itself can safely repeat the request. "
                + "With `replaces`, the message is another version of an earlier one. "
                + "A repeated request with `Last-Event-ID` streams only the events after that one.",
            StatusCodes.Status200OK,
            TurnAnswer.Failures);
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (!LastEventId.TryRead(HttpContext.Request, query: null, out var lastId))
        {
            await Send.ResultAsync(LastEventId.Invalid);
            return;
        }

        var (userId, conversationId, messageId) = (User.Id(), Route<Guid>(RouteParameters.ConversationId), req.Message.Id ?? clock.NewId());
        if (req.Message.ConversationId is { } named && named != conversationId)
        {
            ThrowError(new ValidationFailure("message.conversation_id", "message.conversation_id must be that of the path."));
        }

        var (content, count) = (req.Message.Content, tokens.Count(req.Message.Content));
        var sampling = new Sampling(req.Temperature, req.MaxTokens, req.TopK);

        // The turn belongs to the server from here on. This request is only a subscriber.
        var (result, turn) = await turns.StartAsync(
            userId,
            conversationId,
            (answerId, mayStart, userLimit, quotas) => new StartTurn(
                userId, conversationId, messageId, content, count, sampling, models.MaxAnswerTokens, answerId, mayStart, clock.Now(),
                userLimit, quotas, req.Replaces),
            req.OnConflict == OnConflicts.Cancel,
            HttpContext.TraceIdentifier,
            ct);
        await answer.SendAsync(HttpContext, userId, result, turn, req.Stream, lastId, ct);
    }
}
