using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Admin.UpdateUser;

/// <summary>Omitted properties keep their values.</summary>
internal sealed class Request : IExample
{
    public static object Example => new { role = UserRoles.Admin };

    /// <summary>The new role, <c>user</c> or <c>admin</c>.</summary>
    [DisallowNull]
    public string? Role { get; init; }

    /// <summary>True ends all sessions and refuses new ones. False lets the user sign in again.</summary>
    public bool? Disabled { get; init; }
}
