using System.Globalization;
using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Features.Messages.ResumeTurn;

internal sealed class Endpoint(TurnFinder turns, ReplayCache replays, SseWriter writer) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/conversations/{conversationId:uuid}/messages/{messageId:uuid}/stream");
        this.Streams().Describe(
            "Stream a turn's events after the last one that the client received.",
            "Works for running turns and for turns that have ended, with any number of subscribers. Each subscriber receives `done`. "
                + "The message in `done` is the stored answer.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (!TryReadLastId(HttpContext.Request.Headers[ApiHeaders.LastEventId].FirstOrDefault() ?? req.LastEventId, out var lastId))
        {
            await Send.ResultAsync(Problem.Invalid(new Dictionary<string, string[]>
            {
                ["last_event_id"] = ["last_event_id must be the id of an event."],
            }));
            return;
        }

        var userId = User.Id();
        var (live, ended) = await turns.FindAsync(
            userId, Route<Guid>(RouteParameters.ConversationId), Route<Guid>(RouteParameters.MessageId), ct);
        if (live is not null)
        {
            using var watching = live.Subscribers.Add();
            await writer.WriteAsync(HttpContext, live.Log, lastId);
            return;
        }

        using var replay = ended is null ? null : await replays.OpenAsync(userId, ended, ct);
        if (replay is null) await Send.ResultAsync(Problem.NotFound);
        else await writer.WriteAsync(HttpContext, replay.Log, lastId);
    }

    private static bool TryReadLastId(string? text, out long lastId)
    {
        lastId = -1;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out lastId);
    }
}
