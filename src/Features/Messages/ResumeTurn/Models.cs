using FastEndpoints;

namespace SamosaChaat.Features.Messages.ResumeTurn;

internal sealed class Request
{
    /// <summary>Id of the last event that was seen; all events unless given. The header Last-Event-ID says the same.</summary>
    [QueryParam, BindFrom("last_event_id")]
    public string? LastEventId { get; init; }
}
