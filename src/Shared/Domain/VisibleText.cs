using System.Globalization;
using System.Text;

namespace SamosaChaat.Shared.Domain;

/// <summary>Tells a text that a reader can see from one that only looks empty.</summary>
internal static class VisibleText
{
    /// <summary>Returns false if the text is empty or has only white space, control characters and zero-width characters.</summary>
    public static bool IsIn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) continue;
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)) return true;
        }

        return false;
    }
}
