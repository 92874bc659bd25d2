namespace SamosaChaat.Shared.Http;

/// <summary>
/// <c>{id:uuid}</c>: a UUID as RFC 9562 writes it, so that a resource has one path. ASP.NET Core's own <c>guid</c> takes it without dashes and in
/// braces too, and .NET's parser lets spaces, signs and <c>0x</c> pass.
/// </summary>
internal sealed class UuidConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey]?.ToString() is { } text
        && Guid.TryParseExact(text, "D", out var id)
        && string.Equals(text, id.ToString(), StringComparison.OrdinalIgnoreCase);
}
