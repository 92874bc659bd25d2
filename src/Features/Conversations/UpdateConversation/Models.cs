using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

/// <summary>Omitted properties keep their values. null is not allowed.</summary>
internal sealed class Request : IExample
{
    public static object Example => new { title = "Folding samosas, the quick way" };

    /// <summary>The title, 1 to 500 characters and not only white space or invisible characters.</summary>
    [DisallowNull]
    public string? Title { get; init; }

    /// <summary>The model that answers from the next turn on. An upstream must serve it: see GET /models.</summary>
    [DisallowNull]
    public string? ModelTag { get; init; }

    /// <summary>True to keep the conversation above the others. `updated_at` does not move.</summary>
    [DisallowNull]
    public bool? Pinned { get; init; }

    /// <summary>
    /// True to put the conversation away. Lists then leave it out unless a request asks for it. `updated_at` does not move.
    /// </summary>
    [DisallowNull]
    public bool? Archived { get; init; }

    /// <summary>
    /// false keeps a temporary conversation: from then on it is like any other. To pin or archive it does so, too. Only a new conversation
    /// can be temporary.
    /// </summary>
    [DisallowNull]
    public bool? Temporary { get; init; }

    /// <summary>
    /// The title to replace by one that a model writes from the first question and its answer. It stays if the conversation has another
    /// title, if there is no answer yet, or if no model writes titles (`Titles:Model`). It is the only property of its request.
    /// </summary>
    [DisallowNull]
    public string? GenerateTitleInsteadOf { get; init; }
}
