using System.Text.RegularExpressions;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Inference.Titles;

/// <summary>Makes a title of what a model has answered.</summary>
internal static partial class TitleText
{
    /// <summary>The maximum number of characters of a title, without the ellipsis of one that was cut.</summary>
    public const int Longest = 80;

    /// <summary>Returns the first line of an answer without the marks around it. Null if that is no title.</summary>
    public static string? From(string answer)
    {
        var line = answer.Split('\n').Select(Bare).FirstOrDefault(text => text.Length > 0);
        if (line is null || VisibleText.IsBlank(line)) return null;
        var title = Cut(line);
        return HiddenCharacters.AreIn(title) ? null : title;
    }

    /// <summary>Removes Markdown, quotation marks, a heading such as "Title:", and the full stop.</summary>
    private static string Bare(string line)
    {
        var text = Spaces().Replace(line, " ");
        text = Label().Replace(Around().Replace(text, ""), "");
        return FullStop().Replace(Around().Replace(text, ""), "$1");
    }

    /// <summary>Cuts a long title at a word, where it has words.</summary>
    private static string Cut(string line)
    {
        var runes = line.EnumerateRunes().ToArray();
        if (runes.Length <= Longest) return line;
        var cut = string.Concat(runes.Take(Longest));
        var space = cut.LastIndexOf(' ');
        return $"{(space > cut.Length / 2 ? cut[..space] : cut).TrimEnd()}…";
    }

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Spaces();

    /// <summary>White space, quotation marks and marks of Markdown, at the beginning and the end.</summary>
    [GeneratedRegex("""^[\s"'`*_#>„“”‚‘’«»「」『』-]+|[\s"'`*_#„“”‚‘’«»「」『』]+$""")]
    private static partial Regex Around();

    [GeneratedRegex(@"^title\s*[:：][\s""*]*", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    /// <summary>One full stop. Three are an ellipsis.</summary>
    [GeneratedRegex("([^.])[.。।]$")]
    private static partial Regex FullStop();
}
