using System.Globalization;
using System.Text.RegularExpressions;

namespace SamosaChaat.Bench.Soak;

/// <summary>How the model's server ends an answer.</summary>
internal enum Ending
{
    Done,
    Refuses,
    BreaksOff,
    EndsWithoutDone,
    FallsSilent,
}

/// <summary>
/// What the model says when it is asked for a turn for the n-th time: a function of the seed, the turn and n, so that whatever is stored can be held
/// against it afterwards. Its first token names turn and call.
/// </summary>
internal sealed partial record Script(IReadOnlyList<string> Tokens, IReadOnlyList<int> PausesMs, Ending Ending)
{
    private static readonly string[] Words = ["fold", " the", " dough", "\n", " 🥟", " über", " \"crisp\"", " oil", ",", ".", " समोसा", " \\", "<b>", " again"];

    /// <param name="calm">A short answer that ends as it should.</param>
    public static Script For(int seed, Guid turn, int call, bool calm, int longestPauseMs)
    {
        var random = new Random(unchecked(BitConverter.ToInt32(turn.ToByteArray()) + seed + (call * 7919)));
        var (length, pace, luck) = (calm ? 3 : random.Next(1, random.Next(2, 150)), random.Next(21), calm ? 0 : random.Next(100));
        // Now and then one that most kills find in the middle, so that a missing checkpoint shows.
        if (!calm && random.Next(5) == 0) (length, pace) = (400, longestPauseMs);
        var tokens = new List<string> { string.Create(CultureInfo.InvariantCulture, $"[{turn:N}/{call}]") };
        while (tokens.Count < length) tokens.Add(Words[random.Next(Words.Length)]);
        var pauses = tokens.ConvertAll(_ => calm ? 0 : random.Next(pace + 1));
        // A pause that the server has to bear.
        if (luck % 10 == 9) pauses[random.Next(pauses.Count)] = random.Next(200, 1_000);
        return new(tokens, pauses, EndingFor(luck));
    }

    /// <summary>What an answer of so many tokens at most consists of.</summary>
    public string Text(int? maxTokens) => string.Concat(Tokens.Take(maxTokens ?? Tokens.Count));

    /// <summary>The turn and the call that an answer says it is of; null if it does not.</summary>
    public static (Guid Turn, int Call)? Origin(string answer) => Name().Match(answer) is { Success: true } name
        ? (Guid.ParseExact(name.Groups[1].ValueSpan, "N"), int.Parse(name.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
        : null;

    private static Ending EndingFor(int luck) => luck switch
    {
        < 84 => Ending.Done,
        < 88 => Ending.Refuses,
        < 93 => Ending.BreaksOff,
        < 98 => Ending.EndsWithoutDone,
        _ => Ending.FallsSilent,
    };

    [GeneratedRegex(@"^\[([0-9a-f]{32})/(\d+)\]")]
    private static partial Regex Name();
}
