using System.Buffers;
using System.Text;

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

    public GenerateEvent Read(ReadOnlySpan<byte> data)
    {
        if (before.Length > 0 && data.Length >= before.Length + behind.Length && data.StartsWith(before) && data.EndsWith(behind))
        {
            var text = data[before.Length..^behind.Length];
            if (!text.ContainsAny(EndsOrEscapes)) return new(Encoding.UTF8.GetString(text), Done: false);
        }

        var read = GenerateEvent.Read(data, out var range);
        if (read is { Token: not null, Done: false } && !range.Equals(default)) (before, behind) = (data[..range.Start].ToArray(), data[range.End..].ToArray());
        return read;
    }
}
