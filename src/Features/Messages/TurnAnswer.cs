using System.Globalization;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Features.Messages;

/// <summary>Responds to a request for a turn with its stream, with its answer as JSON, or with a problem.</summary>
internal sealed class TurnAnswer(
    IStore store,
    ReplayCache replays,
    SseWriter writer,
    Drain drain,
    RequestRates rates,
    StreamReaders readers,
    TimeProvider clock,
    IOptions<StreamingOptions> options)
{
    /// <summary>The possible problems, for the OpenAPI document.</summary>
    public static readonly (int Status, string Reason)[] Failures =
    [
        (StatusCodes.Status409Conflict, "Another turn of this conversation is running."),
        (StatusCodes.Status429TooManyRequests, "Too many turns are running. Try again when one has ended."),
        (StatusCodes.Status502BadGateway, "The model's server 'llama' refused the request with status 400."),
        (StatusCodes.Status503ServiceUnavailable, "The model's server 'llama' cannot be reached."),
        (StatusCodes.Status504GatewayTimeout, "The model's server 'llama' was silent for too long."),
    ];

    /// <param name="stream">True for the stream, false for the answer as JSON.</param>
    /// <param name="lastId">The id of the last event that the client has received. The stream continues after it.</param>
    public async Task SendAsync(
        HttpContext http, Guid userId, StartTurnResult result, ILiveTurn? live, bool stream, long lastId, CancellationToken ct)
    {
        // Nobody has received events of a turn that this request starts. The id belongs to another one.
        if (result is { Status: StartTurnStatus.Started, Turn.Attempt: 0 }) lastId = LastEventId.None;
        using var reader = readers.TryEnter(userId);
        if (reader is null && (live is not null || result.Status == StartTurnStatus.AlreadyFinished))
        {
            await StreamReaders.Refusal.ExecuteAsync(http);
        }
        else if (live is not null)
        {
            using var watching = live.Subscribers.Add();
            await (stream ? StreamAsync(http, live, lastId, ct) : WaitAsync(http, userId, result.Turn!, live, ct));
        }
        else if (result is { Status: StartTurnStatus.AlreadyFinished, Turn: { } turn })
        {
            await (stream ? ReplayAsync(http, userId, turn, lastId, ct) : ReadAsync(http, userId, turn, ct));
        }
        else
        {
            await RefuseAsync(http, userId, result);
        }
    }

    private async Task ReplayAsync(HttpContext http, Guid userId, TurnRecord ended, long lastId, CancellationToken ct)
    {
        using var replay = await replays.OpenAsync(userId, ended, ct);
        if (replay is null) await Problem.NotFound.ExecuteAsync(http);
        else await writer.WriteAsync(http, replay.Log, lastId);
    }

    private async Task ReadAsync(HttpContext http, Guid userId, TurnRecord ended, CancellationToken ct)
    {
        var stored = await store.ReadAsync(new ReadTurn(userId, ended.ConversationId, ended.Id), ct);
        if (stored is not { Turn.Outcome: { } outcome }) await Problem.NotFound.ExecuteAsync(http);
        else await AsJson(new(outcome.FinishReason, stored.Answer, Failure: null)).ExecuteAsync(http);
    }

    private async Task StreamAsync(HttpContext http, ILiveTurn live, long lastId, CancellationToken ct)
    {
        try
        {
            // The upstream decides the status code if it answers in time.
            await live.Answered.WaitAsync(options.Value.AnswerWait, clock, ct);
        }
        catch (TimeoutException)
        {
            // The stream starts without the upstream's status and reports a later failure as an event.
        }

        if (live.Ended.IsCompletedSuccessfully && await live.Ended is { Failure: { } failure } && live.IsEmpty)
        {
            await failure.ExecuteAsync(http);
        }
        else
        {
            await live.CatchUpAsync(lastId, ct);
            await writer.WriteAsync(http, live.Log, lastId);
        }
    }

    private async Task WaitAsync(HttpContext http, Guid userId, TurnRecord turn, ILiveTurn live, CancellationToken ct)
    {
        var outcome = await live.Ended.WaitAsync(ct);
        // A turn is also interrupted because its conversation goes to the trash.
        var isGone = outcome.FinishReason == FinishReasons.Interrupted
            && await store.ReadAsync(new FindTurn(userId, turn.ConversationId, turn.Id), ct) is null;
        await (isGone ? Problem.NotFound : AsJson(outcome)).ExecuteAsync(http);
    }

    private static IResult AsJson(TurnOutcome outcome) => outcome switch
    {
        { Failure: { } failure } => failure,
        { FinishReason: FinishReasons.Interrupted } =>
            Problem.Of(
                StatusCodes.Status503ServiceUnavailable, "The turn was interrupted. The history contains the text written until then."),
        { Answer: { } answer } => TypedResults.Ok(MessageResponse.From(answer)),
        _ => Problem.Of(StatusCodes.Status409Conflict, "The turn was cancelled before the model wrote any text."),
    };

    private Task RefuseAsync(HttpContext http, Guid userId, StartTurnResult result)
    {
        var draining = result.Status == StartTurnStatus.LimitReached && drain.HasBegun;
        if (result.Status == StartTurnStatus.LimitReached && !draining && rates.TurnRefusal(userId) is { } tooFast)
        {
            return tooFast.ExecuteAsync(http);
        }

        if (result.Quota is { } reached) return Refusal(reached).ExecuteAsync(http);

        var problem = result.Status switch
        {
            StartTurnStatus.ConversationBusy => Problem.Of(
                StatusCodes.Status409Conflict, "Another turn of this conversation is running.") with
            {
                StreamUrl = StreamUrl(http, result.RunningTurn!.Value),
            },
            StartTurnStatus.IdConflict => Problem.Of(StatusCodes.Status409Conflict, "message.id is already used by a different request."),
            StartTurnStatus.NotOnPath => Problem.Of(
                StatusCodes.Status409Conflict, "The message is not on the conversation's active path. Select it first."),
            StartTurnStatus.AllVersions => Problem.Of(
                StatusCodes.Status409Conflict, $"The message has {MessageTree.MaxVersions} versions, and can have no more."),
            StartTurnStatus.AnswerTooLong => Problem.Invalid(new Dictionary<string, string[]>
            {
                ["max_tokens"] = [$"max_tokens must be a number from 1 to {result.MaxAnswerTokens} for the conversation's model."],
            }),
            StartTurnStatus.NoTurn => Problem.Of(StatusCodes.Status409Conflict, "The conversation has no turn yet."),
            StartTurnStatus.LimitReached when draining => Problem.Of(
                StatusCodes.Status503ServiceUnavailable, "The server is shutting down and starts no more turns."),
            StartTurnStatus.LimitReached => Problem.Of(
                StatusCodes.Status429TooManyRequests, "Too many turns are running. Try again when one has ended."),
            _ => Problem.NotFound,
        };
        var mayRetry = result.Status is StartTurnStatus.ConversationBusy or StartTurnStatus.LimitReached;
        return (mayRetry ? problem with { RetryAfter = TimeSpan.FromSeconds(draining ? 5 : 1) } : problem).ExecuteAsync(http);
    }

    private RateRefusal Refusal(QuotaReached reached) => new(
        new($"{reached.Unit}-per-day", reached.Limit, TimeSpan.FromDays(1)),
        reached.ResetsAt - clock.GetUtcNow().UtcDateTime,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Your quota of {reached.Limit} {reached.Unit} a day is used up ({reached.Used}). It starts again at {reached.ResetsAt:O}."));

    private static string StreamUrl(HttpContext http, Guid turnId) =>
        http.PublicUrl($"/conversations/{http.Request.RouteValues[RouteParameters.ConversationId]}/messages/{turnId}/stream");
}
