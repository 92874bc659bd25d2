using FastEndpoints;

namespace SamosaChaat.Features.Messages.ResumeTurn;

internal sealed class Request
{
    /// <summary>
    /// The id of the last event that the client received. Default: stream all events. The header Last-Event-ID has the same meaning.
    /// </summary>
    [QueryParam, BindFrom("last_event_id")]
    public string? LastEventId { get; init; }

    /// <summary>
    /// A ticket for this turn, in place of an access token. The operation `POST …/stream/ticket` creates it. It is valid for 60 seconds.
    /// </summary>
    [QueryParam]
    public string? Ticket { get; init; }
}
