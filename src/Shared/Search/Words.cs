using System.Globalization;
using System.Text;

namespace SamosaChaat.Shared.Search;

/// <summary>
/// Splits a text into words, the same ones for every engine (docs/decisions/0045). A word is a run of letters and digits. In a script
/// without spaces, each character is a word of its own.
/// </summary>
internal static class Words
{
    /// <summary>The number of UTF-16 units that count. Two longer words with the same beginning are one word.</summary>
    public const int MaxLength = 32;

    public static IEnumerable<Word> Of(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var first = Next(text, ref at);
            if (!IsLetterOrDigit(first)) continue;
            var isCharacter = UnspacedScripts.Contain(first);
            for (var end = at; end < text.Length && Continues(Next(text, ref end), isCharacter);) at = end;
            var word = Folding.Fold(text[start..at]);
            if (word.Length > 0) yield return new(Cut(word), start, at, isCharacter);
        }
    }

    private static Rune Next(string text, ref int at)
    {
        // Half of a character is none.
        if (!Rune.TryGetRuneAt(text, at, out var rune)) rune = Rune.ReplacementChar;
        at += rune.Utf16SequenceLength;
        return rune;
    }

    private static bool Continues(Rune next, bool isCharacter) =>
        Rune.GetUnicodeCategory(next) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        || (!isCharacter && IsLetterOrDigit(next) && !UnspacedScripts.Contain(next));

    private static bool IsLetterOrDigit(Rune rune) => Rune.IsLetter(rune) || Rune.IsNumber(rune);

    private static string Cut(string word)
    {
        if (word.Length <= MaxLength) return word;
        return word[..(char.IsHighSurrogate(word[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
