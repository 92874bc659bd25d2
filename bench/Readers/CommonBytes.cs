namespace SamosaChaat.Bench.Readers;

/// <summary>What all readers of a turn must see alike: whoever comes first to a place brings its bytes, and everybody else's are held against them. From any thread.</summary>
internal sealed class CommonBytes
{
    private readonly Lock gate = new();
    private byte[] bytes = new byte[1 << 20];
    private int length;

    public int Length
    {
        get
        {
            lock (gate) return length;
        }
    }

    /// <summary>Not to be changed, nor read while readers are at work.</summary>
    public ReadOnlyMemory<byte> All => bytes.AsMemory(0, length);

    /// <exception cref="InvalidDataException">Another reader saw something else there.</exception>
    public void Hold(long place, ReadOnlySpan<byte> seen)
    {
        lock (gate)
        {
            var at = checked((int)place);
            var common = Math.Min(length - at, seen.Length);
            if (common < 0) throw new InvalidDataException($"Nobody has seen what lies before byte {place}.");
            if (!bytes.AsSpan(at, common).SequenceEqual(seen[..common])) throw new InvalidDataException($"Two readers saw different bytes after byte {place}.");
            Append(seen[common..]);
        }
    }

    private void Append(ReadOnlySpan<byte> fresh)
    {
        if (length + fresh.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + fresh.Length));
        fresh.CopyTo(bytes.AsSpan(length));
        length += fresh.Length;
    }
}
