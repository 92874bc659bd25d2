using FastEndpoints;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Errors;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Streaming;

namespace SamosaChaat.Features.Messages.SendMessage;

internal sealed class Endpoint(IStore store, GenerationRegistry generations, TokenCounter tokens, TimeProvider clock, IOptions<StreamingOptions> options)
    : Endpoint<Request, MessageResponse>
{
    public override void Configure()
    {
        Post("/conversations/{conversationId:uuid}/messages");
        this.TakesJson().Streams().Describe("Append a message and stream the model's answer.", StatusCodes.Status200OK, 409, 502, 503, 504);
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var begun = await store.WriteAsync(
            new BeginTurn(
                User.Id(),
                Route<Guid>("conversationId"),
                req.Message.Id ?? clock.NewId(),
                req.Message.Content,
                tokens.Count(req.Message.Content),
                clock.Now()),
            ct);
        if (begun.Message is not { } message)
        {
            if (begun.Refusal == Refusal.TurnRunning) HttpContext.Response.Headers.RetryAfter = "1";
            await Send.ResultAsync(Explain(begun.Refusal));
            return;
        }

        // From here on the turn belongs to the server: this request only watches it.
        var generation = generations.Start(new Turn(
            User.Id(), message, clock.NewId(), new Sampling(req.Temperature, req.MaxTokens, req.TopK), HttpContext.TraceIdentifier));
        if (req.Stream) await Stream(generation, ct);
        else await Wait(generation, ct);
    }

    private async Task Stream(Generation generation, CancellationToken ct)
    {
        try
        {
            // The model's server decides the status line, if it is quick about it.
            await generation.Answered.WaitAsync(options.Value.AnswerWait, clock, ct);
        }
        catch (TimeoutException)
        {
            // Then the stream begins without it, and tells of a failure in the stream.
        }

        if (generation.Ended.IsCompletedSuccessfully && await generation.Ended is { Failure: { } failure, Answer: null })
        {
            await Send.ResultAsync(failure);
            return;
        }

        await SseWriter.WriteAsync(HttpContext, generation, options.Value.KeepAlive, clock);
    }

    private async Task Wait(Generation generation, CancellationToken ct)
    {
        var outcome = await generation.Ended.WaitAsync(ct);
        IResult result = outcome switch
        {
            { Failure: { } failure } => failure,
            { Answer: { } answer, FinishReason: not GenerationStatus.Interrupted } => TypedResults.Ok(MessageResponse.From(answer)),
            _ => Problem.Of(StatusCodes.Status503ServiceUnavailable, "The turn was interrupted; the history has what was written until then."),
        };
        await Send.ResultAsync(result);
    }

    private static Problem Explain(Refusal refusal) => refusal switch
    {
        Refusal.TurnRunning => Problem.Of(StatusCodes.Status409Conflict, "Another turn of this conversation is running."),
        Refusal.IdTaken => Problem.Of(StatusCodes.Status409Conflict, "message.id has been used already."),
        _ => Problem.NotFound,
    };
}
