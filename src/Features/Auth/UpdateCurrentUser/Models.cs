using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.UpdateCurrentUser;

internal sealed class Request : IExample
{
    public static object Example => new Request { Name = "Asha" };

    /// <summary>The user's display name, 1 to 100 characters.</summary>
    [Required]
    public string Name { get; init; } = "";
}
