using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Identity;

/// <summary>Section <c>Auth</c>.</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";
    public const string Open = "open";
    public const string Closed = "closed";

    /// <summary><c>open</c> lets anybody register, <c>closed</c> nobody.</summary>
    [AllowedValues(Open, Closed, ErrorMessage = "Auth:Registration is 'open' or 'closed'.")]
    public string Registration { get; set; } = Open;

    /// <summary>Who signs: the <c>iss</c> of every token.</summary>
    [Required(ErrorMessage = "Auth:Issuer is required.")]
    public string Issuer { get; set; } = "samosachaat";

    /// <summary>Whom tokens are for: their <c>aud</c>.</summary>
    [Required(ErrorMessage = "Auth:Audience is required.")]
    public string Audience { get; set; } = "samosachaat";

    /// <summary>One second to one day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Auth:AccessTokenLifetime is from 00:00:01 to 1.00:00:00.")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>One minute to one year; every refresh begins it anew.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = "Auth:RefreshTokenLifetime is from 00:01:00 to 365.00:00:00.")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);
}
