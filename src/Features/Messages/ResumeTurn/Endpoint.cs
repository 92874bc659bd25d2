using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Features.Messages.ResumeTurn;

internal sealed class Endpoint(TurnFinder turns, StreamReaders readers, ReplayCache replays, SseWriter writer) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}/messages/{messageId:uuid}/stream");
        this.Streams().Resumes().TakesTicket().Describe(
            "Stream a turn's events after the last one that the client received.",
            "Works for running turns and for turns that have ended, with any number of subscribers. Each subscriber receives `done`. "
                + "The message in `done` is the stored answer. A client that has received `done` gets 204. "
                + "A browser's `EventSource` cannot send an access token. It can send a `ticket` instead.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (!LastEventId.TryRead(HttpContext.Request, req.LastEventId, out var lastId))
        {
            await Send.ResultAsync(LastEventId.Invalid);
            return;
        }

        var userId = User.Id();
        using var reader = readers.TryEnter(userId);
        if (reader is null)
        {
            await Send.ResultAsync(StreamReaders.Refusal);
            return;
        }

        var (live, ended) = await turns.OpenAsync(
            userId, Route<Guid>(RouteParameters.ConversationId), Route<Guid>(RouteParameters.MessageId), ct);
        if (live is not null)
        {
            using var watching = live.Subscribers.Add();
            await live.CatchUpAsync(lastId, ct);
            await writer.WriteAsync(HttpContext, live.Log, lastId);
            return;
        }

        using var replay = ended is null ? null : await replays.OpenAsync(userId, ended, ct);
        if (replay is null) await Send.ResultAsync(Problem.NotFound);
        else await writer.WriteAsync(HttpContext, replay.Log, lastId);
    }
}
