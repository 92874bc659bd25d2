using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity.ApiKeys;

/// <summary>
/// Decides what an API key may do. With <c>read</c> it reads. With <c>chat</c> it also changes everything but the account: a stolen key
/// must not become an account. No key administers the server.
/// </summary>
internal static class ApiKeyScope
{
    /// <summary>The reason of the refusal.</summary>
    public const string Reason = "The API key does not allow this operation.";

    public static bool Allows(HttpContext http) => http.User is not SignedInUser { Scope: { } scope } || Allows(scope, http);

    private static bool Allows(string scope, HttpContext http)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        if (Begins("/admin")) return false;
        return HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
            || (scope == ApiKeyScopes.Chat && !Begins("/auth"));

        bool Begins(string area) =>
            route.TrimStart('/').StartsWith(area.TrimStart('/'), StringComparison.OrdinalIgnoreCase);
    }
}
