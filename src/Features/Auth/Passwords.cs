using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Domain.Unicode;

namespace SamosaChaat.Features.Auth;

/// <summary>
/// Hashes and compares passwords in their composed form (NFC), because one keyboard sends "é" as one character and another as two.
/// </summary>
internal static class Passwords
{
    // The hasher of ASP.NET Core Identity ignores its user argument.
    public static string Hash(this IPasswordHasher<User> hasher, string password) =>
        hasher.HashPassword(null!, CanonicalForm.Composed(password));

    /// <summary>
    /// Returns true if the password belongs to the hash. Older accounts have the hash of the form that was typed at their registration, so
    /// the other forms are tried too. Nearly all passwords have one form.
    /// </summary>
    public static bool Fits(this IPasswordHasher<User> hasher, string password, string hash) =>
        new[] { CanonicalForm.Composed(password), password, CanonicalForm.Decomposed(password) }
            .Distinct(StringComparer.Ordinal)
            .Any(form => hasher.VerifyHashedPassword(null!, hash, form) != PasswordVerificationResult.Failed);
}
