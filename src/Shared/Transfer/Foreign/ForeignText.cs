using System.Text;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Makes texts of other programs fit the rules of the API.</summary>
internal static class ForeignText
{
    /// <summary>Stands in for an image, which cannot be imported.</summary>
    public const string Image = "[Image]";

    private const string Nothing = "[Empty message]";
    private const string Untitled = "Imported conversation";
    private const string UnknownModel = "unknown";

    public static string File(string? name) => $"[File: {name ?? "unknown"}]";

    public static string WithFiles(string text, IEnumerable<string> files) => Join([text, .. files.Select(File)]);

    /// <summary>Joins the parts of a text, each as a paragraph. Leaves out those that are missing or empty.</summary>
    public static string Join(IEnumerable<string?> parts) => string.Join("\n\n", parts.Where(part => !string.IsNullOrEmpty(part)));

    /// <inheritdoc cref="Join"/>
    /// <returns>Null if nothing is left.</returns>
    public static string? JoinOrNull(IEnumerable<string?> parts) => Join(parts) is { Length: > 0 } text ? text : null;

    /// <summary>Returns a text that a question may have.</summary>
    public static string Question(string text)
    {
        var clean = Clean(text);
        return VisibleText.IsBlank(clean) ? Nothing : clean;
    }

    /// <summary>Removes what no engine stores: NUL, and halves of characters.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0));

    public static string Title(string? title) => Line(title, TextLimits.Title) ?? Untitled;

    public static string Model(string? model) => Line(model, TextLimits.ModelTag) ?? UnknownModel;

    private static string? Line(string? text, int most)
    {
        var line = new StringBuilder();
        var count = 0;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (count++ == most) break;
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar || HiddenCharacters.AreIn(rune.ToString())) line.Append(' ');
            else line.Append(rune);
        }

        var clean = line.ToString().Trim();
        return VisibleText.IsBlank(clean) ? null : clean;
    }
}
