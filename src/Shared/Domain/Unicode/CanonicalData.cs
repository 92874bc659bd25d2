using System.Globalization;
using System.Reflection;

namespace SamosaChaat.Shared.Domain.Unicode;

/// <summary>The data of <c>canonical.txt</c>. It is read when a text first needs it, and most texts never do.</summary>
internal sealed class CanonicalData
{
    private const string Resource = "unicode/canonical.txt";
    private static readonly Lazy<CanonicalData> Instance = new(() => new CanonicalData());
    private readonly Dictionary<(int, int), int> compositions = [];
    private readonly Dictionary<int, int> classes = [];

    private CanonicalData()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '=') AddClass(line[1..].Split(' '));
            else if (line[0] != '#') AddDecomposition(line.TrimStart('!').Split(' '), composes: line[0] != '!');
        }
    }

    public static CanonicalData Loaded => Instance.Value;

    /// <summary>
    /// The parts of a character, which may have parts themselves. The second part is null if the character stands for one other.
    /// </summary>
    public Dictionary<int, (int First, int? Second)> Decompositions { get; } = [];

    /// <summary>Returns the canonical combining class of a character, 0 for a base character.</summary>
    public int ClassOf(int character) => classes.GetValueOrDefault(character);

    public bool TryCompose(int first, int second, out int composed) =>
        compositions.TryGetValue((first, second), out composed) || Hangul.TryCompose(first, second, out composed);

    private void AddDecomposition(string[] codes, bool composes)
    {
        var (character, first) = (Code(codes[0]), Code(codes[1]));
        int? second = codes.Length > 2 ? Code(codes[2]) : null;
        Decompositions.Add(character, (first, second));
        if (composes && second is { } other) compositions.Add((first, other), character);
    }

    private void AddClass(string[] words)
    {
        foreach (var range in words[1..])
        {
            var ends = range.Split('-');
            for (var character = Code(ends[0]); character <= Code(ends[^1]); character++)
            {
                classes.Add(character, int.Parse(words[0], CultureInfo.InvariantCulture));
            }
        }
    }

    private static int Code(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
