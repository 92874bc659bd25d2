using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Responds with 401 if the request is not signed in. This is the only authorization rule: resources of other users count as missing.
/// </summary>
internal sealed class NotSignedIn : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);

        if (BearerTokens.AreGiven(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = $"{BearerTokens.Scheme} error=\"invalid_token\"";
        }

        return Problem.Of(StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}
