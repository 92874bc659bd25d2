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
            "Read a turn's events after the last one that was seen, and on to its end.",
            "Of a turn that runs, and of one that ended long ago; for any number of readers. `done` is sent to each, and its message is the truth.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (!TryReadLastId(HttpContext.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? req.LastEventId, out var lastId))
        {
            await Send.ResultAsync(Problem.Invalid(new Dictionary<string, string[]> { ["last_event_id"] = ["last_event_id is the id of an event."] }));
            return;
        }

        var userId = User.Id();
        var (live, ended) = await turns.FindAsync(userId, Route<Guid>("conversationId"), Route<Guid>("messageId"), ct);
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
