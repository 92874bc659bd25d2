using System.Globalization;
using System.Text;

namespace SamosaChaat.Shared.Domain;

/// <summary>Tells texts that show something from texts that look empty.</summary>
internal static class VisibleText
{
    /// <summary>
    /// Returns true if no character of the text is visible by itself: white space, controls, marks that combine with nothing, zero-width
    /// and other invisible characters, or no character at all.
    /// </summary>
    public static bool IsBlank(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune)) return false;
        }

        return true;
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate => true,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark => true,
        // Unicode keeps these places for invisible characters of the future. Others may be visible on a newer system.
        UnicodeCategory.OtherNotAssigned => rune.Value is 0x2065 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF),
        // Letters and symbols that are empty by definition: fillers of Korean and Khitan, an empty Braille pattern, an empty note.
        _ => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x16FE4 or 0x2800 or 0x1D159,
    };
}
