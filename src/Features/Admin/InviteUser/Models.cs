using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Admin.InviteUser;

internal sealed class Request : IExample
{
    public static object Example => new Request { Role = UserRoles.User, ExpiresIn = 86_400 };

    /// <summary>The role of the new account, <c>user</c> or <c>admin</c>.</summary>
    [DisallowNull]
    public string? Role { get; init; } = UserRoles.User;

    /// <summary>Seconds until the invite expires, one minute to 30 days. Default: 7 days.</summary>
    public int ExpiresIn { get; init; } = 604_800;
}

/// <summary>An invite. The server shows its token once.</summary>
/// <param name="Token">The value of <c>invite</c> in a registration. It works once.</param>
/// <param name="Link">A link to the page with the form for the new account.</param>
internal sealed record Response(
    string Token,
    string Link,
    [property: AllowedValues(UserRoles.User, UserRoles.Admin)] string Role,
    DateTime ExpiresAt) : IExample
{
    public static object Example => new Response(
        "q1N8…", "https://chat.example.com/#invite=q1N8…", UserRoles.User, Sample.Time.AddDays(1));
}
