namespace SamosaChaat.Shared.Domain;

/// <summary>Names what an account may do, as it is stored and sent.</summary>
internal static class UserRoles
{
    public const string User = "user";

    /// <summary>Manages the accounts. It gives no access to other users' conversations.</summary>
    public const string Admin = "admin";

    public static bool Includes(string? role) => role is User or Admin;
}
