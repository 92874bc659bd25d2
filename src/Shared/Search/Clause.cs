namespace SamosaChaat.Shared.Search;

/// <summary>One part of a query: words that follow each other in a text.</summary>
internal sealed class Clause
{
    private readonly IReadOnlyList<Word> words;

    /// <param name="words">At least one word.</param>
    /// <param name="isPrefix">True if the last word can go on. A character cannot.</param>
    public Clause(IReadOnlyList<Word> words, bool isPrefix)
    {
        this.words = words;
        var terms = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (IsCharacter(i) && IsCharacter(i + 1)) terms.Add(Search.Terms.PairOf(words[i].Text, words[i + 1].Text));
            else if (!IsCharacter(i) || !IsCharacter(i - 1)) terms.Add(words[i].Text);
        }

        if (isPrefix && !words[^1].IsCharacter)
        {
            Prefix = terms[^1];
            terms.RemoveAt(terms.Count - 1);
        }

        Terms = terms;

        bool IsCharacter(int i) => i >= 0 && i < words.Count && words[i].IsCharacter;
    }

    /// <summary>The terms of each text that has the clause.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The beginning of a further term. Null for none.</summary>
    public string? Prefix { get; }

    /// <summary>True if a text with the terms may still lack the clause.</summary>
    public bool NeedsText => Terms.Count + (Prefix is null ? 0 : 1) > 1;

    /// <summary>Returns true if a text with these terms and words has the clause.</summary>
    public bool IsIn(HashSet<string> terms, IReadOnlyList<Word> text) =>
        Terms.All(terms.Contains)
        && (Prefix is null || terms.Any(term => term.StartsWith(Prefix, StringComparison.Ordinal)))
        && (!NeedsText || Enumerable.Range(1, text.Count).Any(end => FindEndingAt(text, end) is not null));

    /// <summary>Finds the place of the clause whose last word is the one before an index. Null if there is none.</summary>
    public (int Start, int End)? FindEndingAt(IReadOnlyList<Word> text, int end)
    {
        var first = end - words.Count;
        if (first < 0) return null;
        for (var i = words.Count - 1; i >= 0; i--)
        {
            var (wanted, found) = (words[i].Text, text[first + i].Text);
            var isEqual = Prefix is not null && i == words.Count - 1 ? found.StartsWith(wanted, StringComparison.Ordinal) : found == wanted;
            if (!isEqual) return null;
        }

        return (text[first].Start, text[end - 1].End);
    }
}
