using System.Net.Mail;

namespace SamosaChaat.Shared.Domain;

/// <summary>Knows what an email address looks like.</summary>
internal static class EmailAddress
{
    /// <summary>The maximum length in characters. RFC 5321 allows a path of 256 with its brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>Returns true for an address alone, without a name and without white space around it.</summary>
    public static bool IsOne(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;
}
