using System.Net.Mail;
using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth;

internal static class Credentials
{
    /// <summary>The maximum length of an email address in characters. RFC 5321 allows a path of 256 with its brackets.</summary>
    public const int MaxEmail = 254;

    public const int MinPassword = 8;

    /// <summary>The maximum length in characters. It is enough for a passphrase and limits the cost of hashing.</summary>
    public const int MaxPassword = 256;

    public const int MaxName = 100;

    /// <summary>More characters than this server's tokens have.</summary>
    public const int MaxInvite = 100;

    /// <summary>Requires an address as accounts have it. An older account may have invisible characters in it.</summary>
    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) => rule
        .OneLine(MaxEmail)
        .Must(email => email is null || IsAddress(email.Trim()))
        .WithMessage("email must be a valid email address.");

    private static bool IsAddress(string email) => MailAddress.TryCreate(email, out var address) && address.Address == email;
}
