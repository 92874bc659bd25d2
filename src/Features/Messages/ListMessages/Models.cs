using FastEndpoints;

namespace SamosaChaat.Features.Messages.ListMessages;

internal sealed class Request
{
    /// <summary>How many at most, 1 to 1000; all unless given.</summary>
    [QueryParam]
    public int? Limit { get; init; }

    /// <summary>From the Link header of the page before.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}
