using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Features.Auth.Register;

public sealed class Request
{
    [Required]
    public string Email { get; init; } = "";

    /// <summary>8 to 256 characters.</summary>
    [Required]
    public string Password { get; init; } = "";

    /// <summary>How to be addressed, at most 100 characters.</summary>
    public string? Name { get; init; }
}
