using System.Text;

namespace SamosaChaat.Shared.Search;

/// <summary>A part of a text around the first place that a query found in it.</summary>
/// <param name="Marks">The places that the query found: from each first UTF-16 unit in the text to the unit behind the last one.</param>
internal sealed record Snippet(string Text, int[][] Marks)
{
    private const int Before = 60;
    private const int Length = 200;
    private const string More = "…";

    public static Snippet Of(string text, SearchQuery query)
    {
        var (words, found, stop) = (new List<Word>(), new List<(int Start, int End)>(), int.MaxValue);
        foreach (var word in Words.Of(text))
        {
            if (word.Start >= stop) break;
            words.Add(word);
            foreach (var clause in query.Required)
            {
                if (clause.FindEndingAt(words, words.Count) is { } place) found.Add(place);
            }

            if (found.Count > 0 && stop == int.MaxValue) stop = found[0].Start + Length;
        }

        var first = found.Count > 0 ? found[0] : (Start: 0, End: 0);
        var start = first.Start <= Before ? 0 : words.First(word => word.Start >= first.Start - Before).Start;
        var most = start + Length;
        var end = text.Length <= most ? text.Length : Math.Max(first.End, words.LastOrDefault(word => word.End <= most).End);
        // A text may be one long word, or none.
        if (end <= start) end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;

        var lead = start > 0 ? More : "";
        var shift = lead.Length - start;
        return new(
            lead + OnOneLine(text[start..end]) + (end < text.Length ? More : ""),
            [.. Merge(found.Where(place => place.Start >= start && place.End <= end)).Select(Moved)]);

        int[] Moved((int Start, int End) place) => [place.Start + shift, place.End + shift];
    }

    /// <summary>Joins places that overlap.</summary>
    private static List<(int Start, int End)> Merge(IEnumerable<(int Start, int End)> places)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var place in places.Order())
        {
            if (merged.Count > 0 && place.Start < merged[^1].End) merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, place.End));
            else merged.Add(place);
        }

        return merged;
    }

    // Every unit stays one unit, so that the marks stay right.
    private static string OnOneLine(string text)
    {
        var line = new StringBuilder(text);
        for (var i = 0; i < line.Length; i++)
        {
            if (char.IsControl(line[i]) || line[i] is '\u2028' or '\u2029') line[i] = ' ';
        }

        return line.ToString();
    }
}
