using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Errors;

namespace SamosaChaat.Shared.Security;

/// <summary>
/// Bearer tokens (RFC 6750) against a cache of validated ones. ASP.NET Core's own JwtBearer validates on every request,
/// which was measured to cost a third of all throughput; the validation behind the cache is the same library's.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenCache tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";

    // Ours are about 350; longer ones are not worth the work.
    private const int MaxTokenLength = 4096;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();

        var token = header[Prefix.Length..].Trim();
        if (token.Length is 0 or > MaxTokenLength) return AuthenticateResult.Fail("malformed");

        var user = await tokens.FindAsync(token, Context.RequestAborted);
        return user is null
            ? AuthenticateResult.Fail("invalid")
            : AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        if (result.Failure is not null) Response.Headers.WWWAuthenticate = $"{SchemeName} error=\"invalid_token\"";
        await Problem.Of(StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }
}
