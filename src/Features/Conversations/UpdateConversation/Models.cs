using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>What is left out stays as it is; null is refused.</summary>
internal sealed class Request : IExample
{
    public static object Example => new { title = "Folding samosas, the quick way" };

    /// <summary>1 to 500 characters, not only white space.</summary>
    [DisallowNull]
    public string? Title { get; init; }

    /// <summary>The model that answers from now on, one that an upstream takes: see GET /models.</summary>
    [DisallowNull]
    public string? ModelTag { get; init; }
}
