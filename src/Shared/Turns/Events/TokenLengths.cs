namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// Packs the token lengths of a text into one or two bytes each. Lengths are in UTF-16 units. Each byte holds seven bits, low bits
/// first. The high bit is set on all bytes of a length except the last. A byte 0 precedes a token of reasoning, whose length is negative.
/// </summary>
internal static class TokenLengths
{
    public static byte[] Pack(ReadOnlySpan<int> lengths)
    {
        var size = 0;
        foreach (var length in lengths)
        {
            if (length < 0) size++;
            for (var rest = Math.Abs(length); rest >= 0x80; rest >>= 7) size++;
            size++;
        }

        var packed = new byte[size];
        var at = 0;
        foreach (var length in lengths)
        {
            if (length < 0) packed[at++] = 0;
            var rest = Math.Abs(length);
            for (; rest >= 0x80; rest >>= 7) packed[at++] = (byte)(rest | 0x80);
            packed[at++] = (byte)rest;
        }

        return packed;
    }

    public static int[] Unpack(byte[] packed)
    {
        var lengths = new int[Count(packed)];
        var (token, shift, isReasoning) = (0, 0, false);
        foreach (var part in packed)
        {
            if (part == 0)
            {
                isReasoning = true;
                continue;
            }

            lengths[token] |= (part & 0x7F) << shift;
            shift += 7;
            if (part >= 0x80) continue;
            if (isReasoning) lengths[token] = -lengths[token];
            (token, shift, isReasoning) = (token + 1, 0, false);
        }

        return lengths;
    }

    public static int Count(byte[] packed) => packed.Count(part => part is > 0 and < 0x80);
}
