using System.ComponentModel;
using FastEndpoints;

namespace SamosaChaat.Features.Conversations.ListConversations;

internal sealed class Request
{
    /// <summary>The maximum number of conversations to return, 1 to 200.</summary>
    [QueryParam, DefaultValue(50)]
    public int Limit { get; init; } = 50;

    /// <summary>The cursor from the Link header of the previous page.</summary>
    [QueryParam]
    public string? Cursor { get; init; }

    /// <summary>`true` for archived conversations only, `all` for all of them. Default: `false`, those that are not archived.</summary>
    [QueryParam]
    public string? Archived { get; init; }

    /// <summary>`true` for pinned conversations only, `false` for the others. Default: both.</summary>
    [QueryParam]
    public string? Pinned { get; init; }

    /// <summary>
    /// The further properties to return with each conversation, separated by commas: `pinned`, `archived`, `temporary`. Default: none.
    /// </summary>
    [QueryParam]
    public string? Include { get; init; }
}
