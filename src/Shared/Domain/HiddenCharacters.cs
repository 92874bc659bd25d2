using System.Globalization;
using System.Text;

namespace SamosaChaat.Shared.Domain;

/// <summary>
/// Finds characters that nobody sees, by their Unicode category: controls (Cc), formats (Cf), and separators of lines (Zl) and paragraphs
/// (Zp). With them, a name can look like another one, and a title can change the direction of the text after it.
/// </summary>
internal static class HiddenCharacters
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    /// <summary>The first character of the scripts after Latin, Greek, Cyrillic and Armenian. They and emoji need joiners.</summary>
    private const int FirstThatJoins = 0x0590;

    /// <summary>A black flag begins the flags of regions, and tags name the region (Unicode Technical Standard 51, annex C).</summary>
    private const int BlackFlag = 0x1F3F4;

    private const int FirstTag = 0xE0020;
    private const int LastTag = 0xE007F;

    /// <param name="allowJoiners">True to allow joiners and tags where emoji, Persian and the scripts of India need them.</param>
    public static bool AreIn(string text, bool allowJoiners = true)
    {
        var before = 0;
        var isFlag = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var (character, isHidden) = (rune.Value, IsHidden(rune));
            var isTag = character is >= FirstTag and <= LastTag;
            if (isHidden && !(allowJoiners && ((isTag && isFlag) || IsJoinerAfter(before, character)))) return true;
            if (isFlag && !isTag && IsTag(before)) return true;
            isFlag = character == BlackFlag || (isFlag && isTag && character != LastTag);
            // A joiner after a joiner joins nothing.
            before = isHidden && !isTag ? 0 : character;
        }

        return isFlag && IsTag(before);
    }

    private static bool IsTag(int character) => character is >= FirstTag and < LastTag;

    private static bool IsJoinerAfter(int before, int character) => character is NonJoiner or Joiner && before >= FirstThatJoins;

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // These formats are visible signs around numbers and words, in Arabic, Syriac and Kaithi.
        UnicodeCategory.Format => rune.Value is not ((>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2
            or 0x110BD or 0x110CD),
        _ => false,
    };
}
