using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.ApiKeys;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Responds with 401 if the request is not signed in. Responds with 403 if the operation is for administrators (docs/decisions/0035), or
/// if the API key does not allow it. There are no other rules: resources of other users count as missing.
/// </summary>
internal sealed class NotSignedIn : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return ApiKeyScope.Allows(context) ? next(context) : RefuseScope(context);

        if (authorizeResult.Forbidden) return Problem.Of(StatusCodes.Status403Forbidden, AdminOnly.Reason).ExecuteAsync(context);
        return BearerTokens.AreGiven(context.Request)
            ? RefuseToken(context)
            : Problem.Of(StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    /// <summary>Responds with 403 because the API key has another scope (RFC 6750, 3.1).</summary>
    private static Task RefuseScope(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = $"{BearerTokens.Scheme} error=\"insufficient_scope\"";
        return Problem.Of(StatusCodes.Status403Forbidden, ApiKeyScope.Reason).ExecuteAsync(http);
    }

    /// <summary>Responds with 401 because the token of the request is invalid (RFC 6750, 3.1).</summary>
    public static Task RefuseToken(HttpContext http, string? detail = null)
    {
        http.Response.Headers.WWWAuthenticate = $"{BearerTokens.Scheme} error=\"invalid_token\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, detail).ExecuteAsync(http);
    }
}
