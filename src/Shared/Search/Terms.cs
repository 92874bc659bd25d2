namespace SamosaChaat.Shared.Search;

/// <summary>
/// Finds the terms of a text: the entries under which an index has it. They are its words, and each pair of neighbouring characters of a
/// script without spaces. A term has letters, digits and marks only.
/// </summary>
internal static class Terms
{
    /// <summary>
    /// The size that the different terms of one text may have, in bytes of UTF-8 at most. PostgreSQL keeps no more of one row in its index.
    /// </summary>
    private const int MaxSize = 1_000_000;

    /// <summary>What a term needs beside its characters, at most.</summary>
    private const int Overhead = 16;

    private const int MaxBytesOfUnit = 3;

    public static HashSet<string> Of(string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        var (size, before) = (0, (string?)null);
        foreach (var word in Words.Of(text))
        {
            if (!Add(word.Text)) break;
            if (word.IsCharacter && before is not null && !Add(PairOf(before, word.Text))) break;
            before = word.IsCharacter ? word.Text : null;
        }

        return terms;

        bool Add(string term)
        {
            if (terms.Contains(term)) return true;
            size += (term.Length * MaxBytesOfUnit) + Overhead;
            return size <= MaxSize && terms.Add(term);
        }
    }

    /// <summary>Returns the term of two neighbouring characters.</summary>
    public static string PairOf(string first, string second) => first + second;
}
