using System.ComponentModel;
using FastEndpoints;

namespace SamosaChaat.Features.Conversations.ListConversations;

internal sealed class Request
{
    /// <summary>How many at most, 1 to 200.</summary>
    [QueryParam, DefaultValue(50)]
    public int Limit { get; init; } = 50;

    /// <summary>From the Link header of the page before.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}
