using System.Text;

namespace SamosaChaat.Shared.Search;

/// <summary>What a search looks for. A text must have each required clause, and none of the excluded ones.</summary>
/// <param name="Required">At least one.</param>
internal sealed record SearchQuery(IReadOnlyList<Clause> Required, IReadOnlyList<Clause> Excluded)
{
    /// <summary>True if terms alone do not tell whether a text is a hit.</summary>
    public bool NeedsText { get; } = Required.Concat(Excluded).Any(clause => clause.NeedsText);

    /// <summary>Returns true if a text is a hit.</summary>
    public bool Accepts(string text)
    {
        if (CannotHave(text)) return false;
        var terms = Terms.Of(text);
        Word[] words = NeedsText ? [.. Words.Of(text)] : [];
        return Required.All(clause => clause.IsIn(terms, words)) && !Excluded.Any(clause => clause.IsIn(terms, words));
    }

    // Folding only changes the case of ASCII, so such a text has its terms as they are. It saves the words of most titles.
    private bool CannotHave(string text) => Ascii.IsValid(text)
        && Required.Any(clause => clause.Terms.Any(term => !text.Contains(term, StringComparison.OrdinalIgnoreCase)));
}
