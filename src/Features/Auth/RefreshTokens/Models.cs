using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.RefreshTokens;

internal sealed class Request : IExample
{
    public static object Example => new Request { RefreshToken = "019ab55a…" };

    /// <summary>
    /// The refresh token from the last sign-in or refresh of this session. This request uses it up. For 10 seconds, the same token returns
    /// the same next one. Empty if a cookie has it.
    /// </summary>
    [Required]
    public string RefreshToken { get; init; } = "";
}
