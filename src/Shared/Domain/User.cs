namespace SamosaChaat.Shared.Domain;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Email">Trimmed and lower-case; unique.</param>
/// <param name="PasswordHash">As ASP.NET Core Identity's hasher wrote it; never leaves the process.</param>
internal sealed record User(Guid Id, string Email, string? Name, string PasswordHash, DateTime CreatedAt)
{
    /// <summary>Addresses that differ only in case are the same account.</summary>
    public static string NormalizeEmail(string email) => email.Trim().ToLowerInvariant();
}
