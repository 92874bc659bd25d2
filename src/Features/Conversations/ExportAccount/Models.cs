using FastEndpoints;

namespace SamosaChaat.Features.Conversations.ExportAccount;

internal sealed class Request
{
    /// <summary>The id of the last conversation that an earlier download has. Conversations come in order of their ids. Default: all.</summary>
    [QueryParam]
    public Guid? After { get; init; }
}
