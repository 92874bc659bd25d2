using System.Buffers;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>
/// Reads the events of one answer. Usually they differ only in their token. The JSON around one token is valid around any other text
/// without escapes (RFC 8259, section 7).
/// </summary>
internal sealed class GenerateEvents
{
    private static readonly SearchValues<byte> EndsOrEscapes = SearchValues.Create([
        (byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)
    ]);

    private byte[] before = [];
    private byte[] behind = [];

    /// <summary>Returns the text of a token if it can be found without a JSON reader.</summary>
    public bool TryText(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (before.Length == 0 || data.Length < before.Length + behind.Length || !data.StartsWith(before) || !data.EndsWith(behind))
        {
            return false;
        }

        text = data[before.Length..^behind.Length];
        return !text.ContainsAny(EndsOrEscapes);
    }

    public GenerateEvent Read(ReadOnlySpan<byte> data)
    {
        var read = GenerateEvent.Read(data, out var range);
        if (read is { Token: not null, Done: false } && !range.Equals(default))
        {
            (before, behind) = (data[..range.Start].ToArray(), data[range.End..].ToArray());
        }

        return read;
    }
}
