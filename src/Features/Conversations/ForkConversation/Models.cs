using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.ForkConversation;

internal sealed class Request : IExample
{
    public static object Example => new { message = Sample.Answer, title = "Folding samosas, another way" };

    /// <summary>The id of the last message to copy. It is on the active path.</summary>
    [Required]
    public Guid Message { get; init; }

    /// <summary>The title, 1 to 500 characters and not only white space or invisible characters. Default: the same title.</summary>
    [DisallowNull]
    public string? Title { get; init; }
}
