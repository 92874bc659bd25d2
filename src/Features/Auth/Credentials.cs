using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth;

internal static class Credentials
{
    /// <summary>RFC 5321 allows a path of 256 with its brackets.</summary>
    public const int MaxEmail = 254;

    public const int MinPassword = 8;

    /// <summary>Long enough for any passphrase, short enough that hashing it costs no more than another.</summary>
    public const int MaxPassword = 256;

    public const int MaxName = 100;

    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) => rule
        .Line(MaxEmail)
        .Must(email => email is null || System.Net.Mail.MailAddress.TryCreate(email.Trim(), out var address) && address.Address == email.Trim())
        .WithMessage("email must be a valid email address.");
}
