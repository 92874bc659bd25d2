using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.SetInstructions;

internal sealed class Request : IExample
{
    public static object Example => new Request { Content = Sample.Instructions };

    /// <summary>The text that tells the model how to answer, 1 to 20,000 characters and not only white space.</summary>
    [Required]
    public string Content { get; init; } = "";
}
