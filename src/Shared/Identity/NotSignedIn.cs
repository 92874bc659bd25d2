using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Identity;

/// <summary>What authorization answers. There is one rule, that somebody is signed in: whatever else is not theirs does not exist for them.</summary>
internal sealed class NotSignedIn : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);

        if (BearerTokens.AreGiven(context.Request)) context.Response.Headers.WWWAuthenticate = $"{BearerTokens.Scheme} error=\"invalid_token\"";
        return Problem.Of(StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}
