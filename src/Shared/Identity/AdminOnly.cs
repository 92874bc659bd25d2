using FastEndpoints;
using Microsoft.AspNetCore.Authorization;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>Requires the role of an administrator.</summary>
internal sealed class AdminOnly : IAuthorizationRequirement
{
    /// <summary>The reason of the refusal.</summary>
    public const string Reason = "Only an administrator may do this.";
}

/// <summary>
/// Asks the store for the role at each request, because such requests are rare. A new role works at once, on every node, whatever the
/// token says.
/// </summary>
internal sealed class AdminCheck(IStore store) : AuthorizationHandler<AdminOnly>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdminOnly requirement)
    {
        if (context.User is not SignedInUser user) return;
        if (await store.ReadAsync(new IsAdmin(user.UserId), CancellationToken.None)) context.Succeed(requirement);
    }
}

internal static class AdminOnlyExtensions
{
    /// <summary>Declares that only administrators may call the operation. Others get 403.</summary>
    public static BaseEndpoint ForAdmins(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Policy(static policy => policy.AddRequirements(new AdminOnly()));
        return endpoint;
    }
}
