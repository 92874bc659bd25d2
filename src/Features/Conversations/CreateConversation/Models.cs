using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal sealed class Request : IExample
{
    public static object Example => new Request { Title = "Folding samosas", ModelTag = Sample.Model };

    /// <summary>1 to 500 characters, not only white space.</summary>
    [Required]
    public string Title { get; init; } = "";

    /// <summary>The model that answers, one that an upstream takes: see GET /models.</summary>
    [Required]
    public string ModelTag { get; init; } = "";
}
