using FastEndpoints;

namespace SamosaChaat.Features.Conversations.ExportConversation;

internal sealed class Request
{
    /// <summary>`jsonl`, `markdown` or `html`. Default: `jsonl`.</summary>
    [QueryParam]
    public string? Format { get; init; }
}
