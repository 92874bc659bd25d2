using System.Globalization;
using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Bench.Upstream;

/// <summary>The one answer that the service gives, as the bytes of its events. They are made once, so that sending them costs little.</summary>
internal sealed class CannedAnswer
{
    private const string ChunkHead = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":{";

    private readonly byte[] bytes;
    private readonly int[] ends;

    /// <param name="kind">The protocol: nanochat or openai.</param>
    public CannedAnswer(int tokens, int tokenBytes, string kind = UpstreamOptions.Nanochat)
    {
        var isOpenAi = kind == UpstreamOptions.OpenAi;
        var (before, after) = isOpenAi ? ($"{ChunkHead}\"content\":\"", "\"},\"finish_reason\":null}]}") : ("data: {\"token\": \"", "\", \"gpu\": 0}");
        End = Encoding.ASCII.GetBytes(isOpenAi ? $"{ChunkHead}}},\"finish_reason\":\"stop\"}}]}}\n\ndata: [DONE]\n\n" : "data: {\"done\": true}\n\n");

        var (text, events) = (new StringBuilder(), new StringBuilder());
        ends = new int[tokens + 1];
        for (var i = 0; i < tokens; i++)
        {
            text.Append(Token(i, tokenBytes));
            events.Append(before).Append(Token(i, tokenBytes)).Append(after).Append("\n\n");
            ends[i + 1] = events.Length;
        }

        // All of it is ASCII: as many bytes as characters.
        bytes = Encoding.ASCII.GetBytes(events.ToString());
        Text = text.ToString();
    }

    /// <summary>The events after the last token.</summary>
    public ReadOnlyMemory<byte> End { get; }

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
