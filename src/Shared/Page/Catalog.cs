using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace SamosaChaat.Shared.Page;

/// <summary>Has the page's texts in one language, from <c>wwwroot/lang</c>. The key of a text is the text in English.</summary>
internal sealed partial class Catalog
{
    private const string Folder = "/lang/";
    private const string English = "en";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Dictionary<string, Lazy<Catalog>> All = PageFile.All
        .Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal))
        .ToDictionary(LanguageOf, file => new Lazy<Catalog>(() => new(file)), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> texts;

    private Catalog(PageFile file)
    {
        Language = LanguageOf(file);
        using var json = JsonDocument.Parse(file.Content);
        // Texts with a number have several forms, and only the page itself has such texts.
        texts = json.RootElement.EnumerateObject()
            .Where(text => text.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(text => text.Name, text => text.Value.GetString()!, StringComparer.Ordinal);
    }

    public string Language { get; }

    /// <summary>Returns the catalog of the language that the client wants most, as far as there is one; else the English one.</summary>
    public static Catalog For(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0]);
        return All[wanted.FirstOrDefault(All.ContainsKey, English)].Value;
    }

    /// <summary>Translates a document in English. All that stands between its tags is looked up.</summary>
    public string Translate(string html) => Text()
        .Replace(html, match => Encoder.Encode(texts.GetValueOrDefault(match.Value, match.Value)))
        .Replace($"<html lang=\"{English}\"", $"<html lang=\"{Language}\"", StringComparison.Ordinal);

    private static string LanguageOf(PageFile file) => Path.GetFileNameWithoutExtension(file.Path);

    [GeneratedRegex(@"(?<=>)[^<>]*\p{L}[^<>]*(?=<)")]
    private static partial Regex Text();
}
