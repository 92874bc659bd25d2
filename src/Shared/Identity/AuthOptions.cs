using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Identity.Providers;

namespace SamosaChaat.Shared.Identity;

/// <summary>The settings of section <c>Auth</c>.</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";
    public const string Open = "open";
    public const string Closed = "closed";
    public const string First = "first";

    /// <summary>
    /// <c>first</c>: a link creates the first account, and later ones need an invite. <c>open</c> allows registration to everybody, and
    /// <c>closed</c> to nobody.
    /// </summary>
    [AllowedValues(First, Open, Closed, ErrorMessage = "Auth:Registration must be 'first', 'open' or 'closed'.")]
    public string Registration { get; set; } = First;

    /// <summary>The issuer: the <c>iss</c> claim of every token.</summary>
    [Required(ErrorMessage = "Auth:Issuer is required.")]
    public string Issuer { get; set; } = "samosachaat";

    /// <summary>The audience: the <c>aud</c> claim of every token.</summary>
    [Required(ErrorMessage = "Auth:Audience is required.")]
    public string Audience { get; set; } = "samosachaat";

    /// <summary>The lifetime of an access token, one second to one day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Auth:AccessTokenLifetime must be from 00:00:01 to 1.00:00:00.")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The lifetime of a refresh token, one minute to one year. Every refresh restarts it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = "Auth:RefreshTokenLifetime must be from 00:01:00 to 365.00:00:00.")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The identity providers and other services whose tokens are accepted. Default: none.</summary>
    public List<IssuerOptions> Issuers { get; set; } = [];
}
