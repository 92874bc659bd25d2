using System.Text.Json;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Page.Languages;

/// <summary>A catalog of the page: the forms of each text, by its key.</summary>
internal sealed partial class PageCatalog
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "src/Shared/Page/wwwroot/lang");

    private readonly Lazy<Regex> shown;

    public PageCatalog(string language)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{language}.json")));
        foreach (var text in json.RootElement.EnumerateObject())
        {
            // A key that is there twice would hide its first text.
            Texts.Add(text.Name, text.Value.ValueKind == JsonValueKind.String
                ? new() { [""] = text.Value.GetString()! }
                : text.Value.EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!, StringComparer.Ordinal));
        }

        var patterns = Texts.Values.SelectMany(forms => forms.Values).Select(Pattern);
        shown = new(() => new Regex($"^(?:{string.Join('|', patterns)})$", RegexOptions.Singleline));
    }

    public static IEnumerable<string> Languages =>
        Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The forms of each text by their names in CLDR. A text without a number has one, and that has no name.</summary>
    public Dictionary<string, Dictionary<string, string>> Texts { get; } = new(StringComparer.Ordinal);

    public string this[string key] => Texts[key][""];

    /// <summary>Returns true if this is one of the catalog's texts, with anything in its places.</summary>
    public bool Has(string text) => shown.Value.IsMatch(text);

    /// <summary>The places in a text: <c>{n}</c>.</summary>
    public static IEnumerable<string> PlacesIn(string text) =>
        Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static string Pattern(string text) => string.Join(".+", Place().Split(text).Select(Regex.Escape));

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
