using System.Buffers;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Finds the token of an event without a JSON reader. The events of an answer usually differ only in their token. The JSON around one
/// token is valid around any other text without escapes (RFC 8259, section 7).
/// </summary>
internal sealed class EventTemplate
{
    private static readonly SearchValues<byte> EndsOrEscapes = SearchValues.Create([
        (byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)
    ]);

    private byte[] before = [];
    private byte[] behind = [];

    /// <summary>Returns the text of a token if the event is like the learned one.</summary>
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

    /// <summary>Learns from an event that has nothing but one token.</summary>
    /// <param name="text">The range of the token between its quotes.</param>
    public void Learn(ReadOnlySpan<byte> data, Range text) =>
        (before, behind) = (data[..text.Start].ToArray(), data[text.End..].ToArray());
}
