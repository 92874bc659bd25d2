using System.Text.RegularExpressions;

namespace SamosaChaat.Shared.Page;

/// <summary>
/// Removes from a script, a style sheet or the index what only readers of the source need: comments on lines of their own, blank lines and
/// indentation. A browser then gets a fifth less. No text in the sources may extend over several lines: its lines could look like comments.
/// </summary>
internal static partial class PageSource
{
    public static string Compact(string source) => Indentation().Replace(Comments().Replace(source, ""), "");

    [GeneratedRegex(@"^[ \t]*(?:/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|//[^\n]*)[ \t]*\r?\n", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^\s+", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
