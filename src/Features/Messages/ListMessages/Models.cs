using FastEndpoints;

namespace SamosaChaat.Features.Messages.ListMessages;

internal sealed class Request
{
    /// <summary>The maximum number of messages to return, 1 to 1000. Default: all messages.</summary>
    [QueryParam]
    public int? Limit { get; init; }

    /// <summary>The cursor from the Link header of the previous page.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}
