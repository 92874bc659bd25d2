using FluentValidation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth;

internal static class Credentials
{
    public const int MinPassword = 8;

    /// <summary>The maximum length in characters. It is enough for a passphrase and limits the cost of hashing.</summary>
    public const int MaxPassword = 256;

    public const int MaxName = User.MaxName;

    /// <summary>More characters than this server's tokens have.</summary>
    public const int MaxInvite = 100;

    /// <summary>Requires an address as accounts have it. An older account may have invisible characters in it.</summary>
    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) => rule
        .OneLine(EmailAddress.MaxLength)
        .Must(email => email is null || EmailAddress.IsOne(email.Trim()))
        .WithMessage("email must be a valid email address.");

    /// <summary>Requires a password that an account may get. The address of its account is another rule.</summary>
    /// <param name="property">The name of the property in the messages.</param>
    public static IRuleBuilderOptions<T, string?> NewPassword<T>(this IRuleBuilder<T, string?> rule, string property) => rule
        .CodePoints(MinPassword, MaxPassword).WithMessage($"{property} must have {MinPassword} to {MaxPassword} characters.")
        .Must(password => !VisibleText.IsBlank(password!)).WithMessage($"{property} must not be blank.")
        .Must(password => !CommonPasswords.Contains(password!)).WithMessage($"{property} is one of the most common passwords.");

    /// <summary>Requires a password that an account may have. Older accounts may have one of white space.</summary>
    public static IRuleBuilderOptions<T, string?> GivenPassword<T>(this IRuleBuilder<T, string?> rule, string property) => rule
        .MinimumLength(1).WithMessage($"{property} is required.")
        .CodePoints(1, MaxPassword).WithMessage($"{property} must have at most {MaxPassword} characters.");
}
