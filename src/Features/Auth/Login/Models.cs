using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Features.Auth.Login;

public sealed class Request
{
    [Required]
    public string Email { get; init; } = "";

    [Required]
    public string Password { get; init; } = "";
}
