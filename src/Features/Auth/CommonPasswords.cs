using System.Reflection;
using SamosaChaat.Shared.Domain.Unicode;

namespace SamosaChaat.Features.Auth;

/// <summary>
/// Knows the passwords that an attacker tries first (NIST SP 800-63B, 5.1.1.2): the 10,000 most common ones, the e-mail address, and the
/// name of this program. It keeps no list in memory, because registrations are rare.
/// </summary>
internal static class CommonPasswords
{
    private const string Resource = "auth/common-passwords.txt";
    private const string Program = "samosachaat";

    /// <summary>People add these to a word to meet rules.</summary>
    private static readonly char[] Ends = [.. "0123456789!"];

    public static bool Contains(string password)
    {
        var wanted = CanonicalForm.Composed(password).Trim().ToLowerInvariant();
        if (wanted.Trim(Ends) == Program) return true;
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (line == wanted) return true;
        }

        return false;
    }

    public static string AddressRule(string property) => $"{property} must not be the email address.";

    /// <summary>Returns true if the password is the address or the part of it before the at sign.</summary>
    public static bool IsAddress(string password, string? email)
    {
        var (typed, address) = (password.Trim(), email?.Trim() ?? "");
        return typed.Length > 0
            && (typed.Equals(address, StringComparison.OrdinalIgnoreCase)
                || typed.Equals(address.Split('@')[0], StringComparison.OrdinalIgnoreCase));
    }
}
