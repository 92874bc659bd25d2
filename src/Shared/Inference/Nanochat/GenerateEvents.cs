using System.Buffers;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>
/// The events of one answer. They differ in their token and in nothing else, as a rule: what stood before and behind it in one that was read as JSON is JSON
/// around any other text as well, if that text needs no escapes (RFC 8259, section 7).
/// </summary>
internal sealed class GenerateEvents
{
    private static readonly SearchValues<byte> EndsOrEscapes = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private byte[] before = [];
    private byte[] behind = [];

    /// <summary>The text of a token, where it can be seen without reading JSON.</summary>
    public bool TryText(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (before.Length == 0 || data.Length < before.Length + behind.Length || !data.StartsWith(before) || !data.EndsWith(behind)) return false;
        text = data[before.Length..^behind.Length];
        return !text.ContainsAny(EndsOrEscapes);
    }

    public GenerateEvent Read(ReadOnlySpan<byte> data)
    {
        var read = GenerateEvent.Read(data, out var range);
        if (read is { Token: not null, Done: false } && !range.Equals(default)) (before, behind) = (data[..range.Start].ToArray(), data[range.End..].ToArray());
        return read;
    }
}
