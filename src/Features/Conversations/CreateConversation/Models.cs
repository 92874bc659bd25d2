using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Features.Conversations.CreateConversation;

public sealed class Request
{
    /// <summary>1 to 500 characters, not only white space.</summary>
    [Required]
    public string Title { get; init; } = "";

    /// <summary>The model that answers, one that an upstream takes: see GET /models.</summary>
    [Required]
    public string ModelTag { get; init; } = "";
}
