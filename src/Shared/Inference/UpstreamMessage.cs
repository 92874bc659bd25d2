using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SamosaChaat.Shared.Inference;

/// <summary>Finds an upstream's own words about a failure, and makes them fit for a client.</summary>
internal static partial class UpstreamMessage
{
    /// <summary>The maximum number of characters.</summary>
    private const int MaxLength = 300;

    private const int MinKeyLength = 6;

    /// <summary>Returns the message in the body of a refusal: its error message, or its text. Returns null if there is none.</summary>
    public static string? Of(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(json.RootElement) ?? Shortened(body);
        }
        catch (JsonException)
        {
            return Shortened(Tags().Replace(body, " "));
        }
    }

    /// <summary>Returns the message of an error object. Servers have several names for it.</summary>
    public static string? Of(JsonElement json)
    {
        if (json.Text() is { } text) return Shortened(text);
        if (json.IsArray()) return json.EnumerateArray().Select(Of).FirstOrDefault(message => message is not null);
        return json.IsObject()
            ? Of(json.Get("error"u8)) ?? Of(json.Get("message"u8)) ?? Of(json.Get("detail"u8)) ?? Of(json.Get("msg"u8))
            : null;
    }

    /// <summary>Removes what a client must not see: control characters, URLs, and whatever looks like a key.</summary>
    /// <param name="apiKey">The key of this upstream, which is removed in any form. Null if it has none.</param>
    public static string Redacted(string message, string? apiKey)
    {
        // A placeholder such as "x" is no secret, and is part of many words.
        if (apiKey is { Length: >= MinKeyLength }) message = message.Replace(apiKey, "[key]", StringComparison.Ordinal);
        message = Urls().Replace(message, "[url]");
        return Keys().Replace(message, "[key]");
    }

    /// <summary>Returns the text on one line, cut to the maximum length.</summary>
    private static string? Shortened(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune);
            if (isBlank && (line.Length == 0 || line[^1] == ' ')) continue;
            if (isBlank) line.Append(' ');
            // Marks that change the direction of the text around them are invisible.
            else if (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format) line.Append(rune);
            if (line.Length < MaxLength) continue;
            line.Append('…');
            break;
        }

        var shortened = line.ToString().TrimEnd();
        return shortened.Length > 0 ? shortened : null;
    }

    [GeneratedRegex(
        "<(script|style)[^>]*>.*?</\\1>|<[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("""[a-z][a-z0-9+.-]*://[^\s"'<>)\]]+""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Urls();

    // A known prefix, a bearer token, or 24 characters and more of letters and digits without a pause.
    [GeneratedRegex(
        """
        \b(sk|pk|rk|gsk|xai|hf|ghp|key|api)[-_][\w*-]{6,}(\.[\w*-]+)*
        |\bBearer\s+[\w.~+/=-]{6,}
        |\b(?=[\w-]*[0-9])(?=[\w-]*[A-Za-z])[\w-]{24,}
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();
}
