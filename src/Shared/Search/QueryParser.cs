namespace SamosaChaat.Shared.Search;

/// <summary>Reads queries: words, "phrases", beginnings*, and -what must not be there.</summary>
internal static class QueryParser
{
    public const int MaxLength = 256;
    public const int MaxClauses = 16;
    private const int MinPrefix = 2;

    /// <param name="fault">Says what is wrong with the text. It is empty if nothing is.</param>
    public static SearchQuery? Parse(string text, out string fault)
    {
        var (required, excluded) = (new List<Clause>(), new List<Clause>());
        fault = "";
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var isExcluded = text[at] == '-';
            if (isExcluded) at++;
            if (at < text.Length && IsQuote(text[at]))
            {
                var end = text.AsSpan(at + 1).IndexOfAny(Quotes);
                if (end < 0) return Fail("has a quotation mark without a second one.", out fault);
                Add(text.Substring(at + 1, end), isExcluded, isPrefix: false);
                at += end + 2;
                continue;
            }

            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && !IsQuote(text[at])) at++;
            var part = text[start..at].TrimEnd('*');
            var isPrefix = part.Length < at - start;
            var added = Add(part, isExcluded, isPrefix);
            if (added?.Prefix is { Length: < MinPrefix }) return Fail($"has a * after less than {MinPrefix} letters.", out fault);
        }

        if (required.Count + excluded.Count > MaxClauses) return Fail($"has more than {MaxClauses} words and phrases.", out fault);
        if (required.Count == 0) return Fail("needs a word or a number to look for.", out fault);
        return new(required, excluded);

        Clause? Add(string part, bool isExcluded, bool isPrefix)
        {
            Word[] words = [.. Words.Of(part)];
            // Punctuation alone, such as a dash between words, asks for nothing.
            if (words.Length == 0) return null;
            var clause = new Clause(words, isPrefix);
            (isExcluded ? excluded : required).Add(clause);
            return clause;
        }
    }

    // Telephones and word processors write the curved ones.
    private static ReadOnlySpan<char> Quotes => ['"', '“', '”', '„'];

    private static bool IsQuote(char character) => Quotes.Contains(character);

    private static SearchQuery? Fail(string reason, out string fault)
    {
        fault = $"q {reason}";
        return null;
    }
}
