using System.Globalization;
using System.Text;
using SamosaChaat.Shared.Domain.Unicode;

namespace SamosaChaat.Shared.Search;

/// <summary>
/// Writes words that differ only in case or accents in one way. A mark that makes another letter in its script, such as a vowel in Hindi or
/// Thai, stays.
/// </summary>
internal static class Folding
{
    private const int Tatweel = 0x0640;
    private const int FirstWide = 0xFF01;
    private const int LastWide = 0xFF5E;
    private const int WideToNarrow = 0xFEE0;

    private static readonly (int First, int Last)[] Accents =
    [
        (0x0300, 0x036F), // of Latin, Greek and Cyrillic
        (0x0483, 0x0489), // of old Cyrillic
        (0x0591, 0x05C7), // points of Hebrew
        (0x0610, 0x061A), // marks of Arabic, and its short vowels
        (0x064B, 0x065F),
        (0x0670, 0x0670),
        (0x06D6, 0x06ED),
        (0x1AB0, 0x1AFF),
        (0x1DC0, 0x1DFF),
        (0x20D0, 0x20FF),
        (0xFE00, 0xFE0F), // variants of the same character
        (0xFE20, 0xFE2F),
    ];

    /// <summary>Returns the folded word. It is empty if the word has nothing but accents.</summary>
    public static string Fold(string word)
    {
        if (Ascii.IsValid(word)) return word.ToLowerInvariant();
        var folded = new StringBuilder(word.Length);
        foreach (var part in CanonicalForm.Decomposed(word).EnumerateRunes())
        {
            if (!IsAccent(part)) folded.Append(Letter(Rune.ToLowerInvariant(part)));
        }

        return CanonicalForm.Composed(folded.ToString());
    }

    private static bool IsAccent(Rune rune) =>
        rune.Value == Tatweel
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || (rune.Value >= Accents[0].First && Array.Exists(Accents, range => rune.Value >= range.First && rune.Value <= range.Last));

    // Letters that people write without their stroke, and wide forms, have no decomposition.
    private static string Letter(Rune lower) => lower.Value switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        'ſ' => "s",
        'ς' => "σ",
        >= FirstWide and <= LastWide => ((char)(lower.Value - WideToNarrow)).ToString(),
        _ => lower.ToString(),
    };
}
