namespace SamosaChaat.Shared.Http;

/// <summary>
/// The route constraint <c>{id:uuid}</c> accepts UUIDs as in RFC 9562 only, so that a resource has one path. ASP.NET Core's own <c>guid</c>
/// also accepts other formats, without dashes or in braces. .NET's parser even accepts spaces, signs and <c>0x</c>. The nil UUID is the id
/// of nothing, and for the store it means everything.
/// </summary>
internal sealed class UuidConstraint : IRouteConstraint
{
    public bool Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey]?.ToString() is { } text
        && Guid.TryParseExact(text, "D", out var id)
        && id != Guid.Empty
        && string.Equals(text, id.ToString(), StringComparison.OrdinalIgnoreCase);
}
