using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.ChangePassword;

internal sealed class Request : IExample
{
    public static object Example => new Request { CurrentPassword = "a long and secret one", NewPassword = "another long and secret one" };

    [Required]
    public string CurrentPassword { get; init; } = "";

    /// <summary>The new password, 8 to 256 characters and not only white space.</summary>
    [Required]
    public string NewPassword { get; init; } = "";
}
