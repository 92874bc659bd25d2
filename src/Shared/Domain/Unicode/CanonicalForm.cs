using System.Text;

namespace SamosaChaat.Shared.Domain.Unicode;

/// <summary>
/// Brings text into one of its canonical forms (Unicode Standard Annex 15). Keyboards and systems write "é" as one character or as two.
/// Texts that look the same must be the same. .NET leaves text as it is when it runs without ICU, as this program does.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>No character below takes part in a composition.</summary>
    private const char FirstThatComposes = '\u0300';

    /// <summary>No character below has a decomposition.</summary>
    private const char FirstThatDecomposes = '\u00C0';

    /// <summary>Returns the composed form (NFC).</summary>
    public static string Composed(string text) => IsBelow(text, FirstThatComposes) ? text : Write(Compose(Decompose(text)));

    /// <summary>Returns the decomposed form (NFD).</summary>
    public static string Decomposed(string text) => IsBelow(text, FirstThatDecomposes) ? text : Write(Decompose(text));

    private static bool IsBelow(string text, char first) => !text.AsSpan().ContainsAnyInRange(first, char.MaxValue);

    private static List<int> Decompose(string text)
    {
        var data = CanonicalData.Loaded;
        var parts = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Append(rune.Value);
        Order(data, parts);
        return parts;

        void Append(int character)
        {
            if (Hangul.TryDecompose(character, out var syllable))
            {
                parts.AddRange(syllable);
            }
            else if (data.Decompositions.TryGetValue(character, out var pair))
            {
                Append(pair.First);
                if (pair.Second is { } second) Append(second);
            }
            else
            {
                parts.Add(character);
            }
        }
    }

    /// <summary>Sorts each run of combining characters by their classes, and leaves equal ones as they are.</summary>
    private static void Order(CanonicalData data, List<int> parts)
    {
        for (var i = 1; i < parts.Count; i++)
        {
            var (part, rank) = (parts[i], data.ClassOf(parts[i]));
            var at = i;
            for (; rank > 0 && at > 0 && data.ClassOf(parts[at - 1]) > rank; at--) parts[at] = parts[at - 1];
            parts[at] = part;
        }
    }

    /// <summary>
    /// Joins each combining character with the last base character before it, unless another one of its class is between.
    /// </summary>
    private static List<int> Compose(List<int> parts)
    {
        var data = CanonicalData.Loaded;
        var result = new List<int>(parts.Count);
        var start = -1;
        foreach (var part in parts)
        {
            var rank = data.ClassOf(part);
            var before = result.Count - 1 > start ? data.ClassOf(result[^1]) : -1;
            if (start >= 0 && before < rank && data.TryCompose(result[start], part, out var composed))
            {
                result[start] = composed;
                continue;
            }

            if (rank == 0) start = result.Count;
            result.Add(part);
        }

        return result;
    }

    private static string Write(List<int> characters)
    {
        var text = new StringBuilder(characters.Count);
        foreach (var character in characters) text.Append(new Rune(character).ToString());
        return text.ToString();
    }
}
