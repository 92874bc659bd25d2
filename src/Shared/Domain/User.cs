namespace SamosaChaat.Shared.Domain;

/// <summary>A user account.</summary>
/// <param name="Email">The email address, trimmed and in lower case. Unique.</param>
/// <param name="PasswordHash">The hash that ASP.NET Core Identity's hasher wrote. It never leaves the process.</param>
internal sealed record User(Guid Id, string Email, string? Name, string PasswordHash, DateTime CreatedAt)
{
    /// <summary>Normalizes an email address. Addresses that differ only in case belong to the same account.</summary>
    public static string NormalizeEmail(string email) => email.Trim().ToLowerInvariant();
}
