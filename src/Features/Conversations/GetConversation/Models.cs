using FastEndpoints;

namespace SamosaChaat.Features.Conversations.GetConversation;

internal sealed class Request
{
    /// <summary>The further properties to return, separated by commas: `pinned`, `archived`, `temporary`. Default: none.</summary>
    [QueryParam]
    public string? Include { get; init; }
}
