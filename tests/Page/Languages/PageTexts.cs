using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Page.Languages;

/// <summary>Reads from the page's files which texts they show: the keys of its catalogs.</summary>
internal static partial class PageTexts
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "src/Shared/Page/wwwroot");

    /// <summary>The scripts without their comments, by their paths in the page.</summary>
    public static IReadOnlyList<(string Path, string Code)> Scripts { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.js", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Folder, file).Replace('\\', '/'), Comment().Replace(File.ReadAllText(file), ""))),
    ];

    /// <summary>The forms in English of each text with a number: one, other. Its key is the second.</summary>
    public static IReadOnlyDictionary<string, string[]> Plurals { get; } = Scripts
        .SelectMany(script => Plural().Matches(script.Code))
        .Select(match => new[] { match.Groups[1].Value, match.Groups[2].Value })
        .DistinctBy(forms => forms[1]).ToDictionary(forms => forms[1], StringComparer.Ordinal);

    /// <summary>All keys that the page's files use. The program's name, and the line for those without scripts, have no translation.</summary>
    public static IReadOnlySet<string> Keys { get; } = new SortedSet<string>(
        Scripts.SelectMany(script => Text().Matches(script.Code)).Select(match => match.Groups[1].Value)
            .Concat(Plurals.Keys)
            .Concat(Markup.SelectMany(TextsOf))
            .Where(text => text != "samosaChaat"),
        StringComparer.Ordinal);

    private static IEnumerable<string> Markup => new[] { "wwwroot/index.html", "NotFound.html" }
        .Select(path => NoScript().Replace(SourceTree.Read($"src/Shared/Page/{path}"), ""));

    private static IEnumerable<string> TextsOf(string markup) =>
        Between().Matches(markup).Concat(Attribute().Matches(markup)).Select(match => match.Groups[1].Value.Trim());

    /// <summary>Gives what a script has in quotation marks, without texts that are translated, and without the places of templates.</summary>
    public static IEnumerable<string> Literals(string code) => Literal()
        .Matches(Plural().Replace(Text().Replace(code, ""), ""))
        .Select(match => match.Groups[1].Success ? match.Groups[1].Value : Place().Replace(match.Groups[2].Value, ""));

    [GeneratedRegex(@"^[ \t]*(?:/\*[\s\S]*?\*/|//[^\n]*)$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bt\(\s*'([^']*)'")]
    private static partial Regex Text();

    [GeneratedRegex(@"\bplural\(\s*[\w.]+,\s*'([^']*)',\s*'([^']*)'")]
    private static partial Regex Plural();

    [GeneratedRegex(@">([^<>]*\p{L}[^<>]*)<")]
    private static partial Regex Between();

    [GeneratedRegex(@"\b(?:aria-label|data-message|placeholder|title)=""([^""]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex("<noscript>.*?</noscript>")]
    private static partial Regex NoScript();

    [GeneratedRegex(@"(?<!\w)'([^'\n]*)'|`([^`]*)`")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Place();
}
