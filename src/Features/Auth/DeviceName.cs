namespace SamosaChaat.Features.Auth;

/// <summary>
/// Makes a short text of a User-Agent header (RFC 9110, 10.1.5), such as "Firefox on Linux", that a user can recognise. Only known names
/// and plain ASCII words reach the store, because anybody can send any header.
/// </summary>
internal static class DeviceName
{
    private const int MaxWord = 40;

    // Browsers name those that they are compatible with, too. So the more special name comes first.
    private static readonly (string Part, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Part, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>Returns null if the header says nothing that can be shown.</summary>
    public static string? Of(string userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return browser is not null && system is not null ? $"{browser} on {system}" : browser ?? FirstWord(userAgent) ?? system;
    }

    private static string? Find((string Part, string Name)[] known, string userAgent) =>
        Array.Find(known, entry => userAgent.Contains(entry.Part, StringComparison.Ordinal)).Name;

    private static string? FirstWord(string userAgent)
    {
        var end = 0;
        while (end < Math.Min(userAgent.Length, MaxWord) && IsPlain(userAgent[end])) end++;
        return end > 0 ? userAgent[..end] : null;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
