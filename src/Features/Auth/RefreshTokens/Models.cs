using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Features.Auth.RefreshTokens;

public sealed class Request
{
    /// <summary>From the last sign-in or refresh of this session; it is used up by this.</summary>
    [Required]
    public string RefreshToken { get; init; } = "";
}
