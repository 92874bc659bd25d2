using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.SelectVersion;

internal sealed class Request : IExample
{
    public static object Example => new { message = Sample.Answer };

    /// <summary>The id of any version of a question or of an answer.</summary>
    [Required]
    public Guid Message { get; init; }
}
