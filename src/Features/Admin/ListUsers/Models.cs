using System.ComponentModel;
using FastEndpoints;

namespace SamosaChaat.Features.Admin.ListUsers;

internal sealed class Request
{
    /// <summary>The maximum number of accounts to return, 1 to 200.</summary>
    [QueryParam, DefaultValue(50)]
    public int Limit { get; init; } = 50;

    /// <summary>The cursor from the Link header of the previous page.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}
