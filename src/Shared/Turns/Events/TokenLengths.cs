namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// Packs the token lengths of a text into one or two bytes each. Lengths are in UTF-16 units. Each byte holds seven bits, low bits
/// first. The high bit is set on all bytes of a length except the last.
/// </summary>
internal static class TokenLengths
{
    public static byte[] Pack(ReadOnlySpan<int> lengths)
    {
        var size = 0;
        foreach (var length in lengths)
        {
            for (var rest = length; rest >= 0x80; rest >>= 7) size++;
            size++;
        }

        var packed = new byte[size];
        var at = 0;
        foreach (var length in lengths)
        {
            var rest = length;
            for (; rest >= 0x80; rest >>= 7) packed[at++] = (byte)(rest | 0x80);
            packed[at++] = (byte)rest;
        }

        return packed;
    }

    public static int[] Unpack(byte[] packed)
    {
        var lengths = new int[Count(packed)];
        var (token, shift) = (0, 0);
        foreach (var part in packed)
        {
            lengths[token] |= (part & 0x7F) << shift;
            shift += 7;
            if (part >= 0x80) continue;
            (token, shift) = (token + 1, 0);
        }

        return lengths;
    }

    public static int Count(byte[] packed) => packed.Count(part => part < 0x80);
}
