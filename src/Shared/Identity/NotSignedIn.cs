using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Responds with 401 if the request is not signed in, and with 403 if the operation is for administrators (docs/decisions/0035). There is
/// no other authorization rule: resources of other users count as missing.
/// </summary>
internal sealed class NotSignedIn : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);

        if (authorizeResult.Forbidden) return Problem.Of(StatusCodes.Status403Forbidden, AdminOnly.Reason).ExecuteAsync(context);
        return BearerTokens.AreGiven(context.Request)
            ? RefuseToken(context)
            : Problem.Of(StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    /// <summary>Responds with 401 because the token of the request is invalid (RFC 6750, 3.1).</summary>
    public static Task RefuseToken(HttpContext http, string? detail = null)
    {
        http.Response.Headers.WWWAuthenticate = $"{BearerTokens.Scheme} error=\"invalid_token\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, detail).ExecuteAsync(http);
    }
}
