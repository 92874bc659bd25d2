using SamosaChaat.Shared.Domain.Unicode;

namespace SamosaChaat.Shared.Domain;

/// <summary>A user account.</summary>
/// <param name="Email">
/// The email address, trimmed and in lower case. It is composed (NFC), except in accounts that are older than this rule. Unique.
/// </param>
/// <param name="PasswordHash">
/// The hash that ASP.NET Core Identity's hasher wrote. It never leaves the process. It is <see cref="NoPassword"/> for an account that an
/// identity provider signs in.
/// </param>
/// <param name="Role">See <see cref="UserRoles"/>.</param>
/// <param name="DisabledAt">The time since which the account cannot be used. Null if it can.</param>
/// <param name="RetentionDays">The days after which a conversation that has not changed is deleted. Null leaves it to the settings.</param>
internal sealed record User(
    Guid Id,
    string Email,
    string? Name,
    string PasswordHash,
    DateTime CreatedAt,
    string Role = UserRoles.User,
    DateTime? DisabledAt = null,
    int? RetentionDays = null)
{
    /// <summary>The maximum length of a name in characters.</summary>
    public const int MaxName = 100;

    /// <summary>Stands in for the hash of an account without a password. No password fits it.</summary>
    public const string NoPassword = "";

    public bool HasPassword => PasswordHash.Length > 0;

    /// <summary>True if the account has the rights of an administrator now.</summary>
    public bool IsActiveAdmin => Role == UserRoles.Admin && DisabledAt is null;

    /// <summary>
    /// Normalizes an email address. Addresses that differ only in case, or in the way in which their characters are composed, belong to the
    /// same account.
    /// </summary>
    public static string NormalizeEmail(string email) =>
        CanonicalForm.Composed(CanonicalForm.Composed(email.Trim()).ToLowerInvariant());

    /// <summary>
    /// Returns the forms under which the account of an address may be stored. Older accounts have the form that was typed at their
    /// registration, and the first form that finds one is right. Nearly all addresses have one form.
    /// </summary>
    public static string[] EmailForms(string email) =>
        [.. new[] { email.Trim().ToLowerInvariant(), NormalizeEmail(email), CanonicalForm.Decomposed(NormalizeEmail(email)) }.Distinct(
            StringComparer.Ordinal)];
}
