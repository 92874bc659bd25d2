using System.Globalization;
using System.Text;

namespace SamosaChaat.Bench.Upstream;

/// <summary>The one answer that the service gives, as the bytes of its events: made once, so that it costs nothing to say.</summary>
internal sealed class CannedAnswer
{
    /// <summary>The event after the last token.</summary>
    public static readonly ReadOnlyMemory<byte> End = "data: {\"done\": true}\n\n"u8.ToArray();

    private readonly byte[] bytes;
    private readonly int[] ends;

    public CannedAnswer(int tokens, int tokenBytes)
    {
        var (text, events) = (new StringBuilder(), new StringBuilder());
        ends = new int[tokens + 1];
        for (var i = 0; i < tokens; i++)
        {
            text.Append(Token(i, tokenBytes));
            events.Append(CultureInfo.InvariantCulture, $"data: {{\"token\": \"{Token(i, tokenBytes)}\", \"gpu\": 0}}\n\n");
            ends[i + 1] = events.Length;
        }

        // All of it is ASCII: as many bytes as characters.
        bytes = Encoding.ASCII.GetBytes(events.ToString());
        Text = text.ToString();
    }

    public int Tokens => ends.Length - 1;

    /// <summary>All tokens, as whoever asked is to store them.</summary>
    public string Text { get; }

    /// <summary>The events of some tokens.</summary>
    public ReadOnlyMemory<byte> Events(int from, int to) => bytes.AsMemory(ends[from]..ends[to]);

    /// <summary>A word with a blank before it, and no two in a row alike.</summary>
    private static string Token(int number, int length)
    {
        var word = number.ToString(CultureInfo.InvariantCulture).PadLeft(length - 1, 'o');
        return length == 1 ? "o" : " " + word[^(length - 1)..];
    }
}
