using System.Buffers;
using System.Text;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Tokens one behind the other: one text, and how much of it each of them is. A string for each would cost more than all that is done with it. One thread at a
/// time.
/// </summary>
internal sealed class TokenBatch : IDisposable
{
    private char[] text = [];
    private int[] lengths = [];
    private int written;

    /// <summary>Of all tokens; as <see cref="Lengths"/>, good until something is added or cleared.</summary>
    public ReadOnlySpan<char> Text => text.AsSpan(0, written);

    /// <summary>Of each, in UTF-16 units, never 0.</summary>
    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <param name="token">Nothing adds nothing.</param>
    public void Add(ReadOnlySpan<char> token)
    {
        if (token.IsEmpty) return;
        Reserve(token.Length, 1);
        token.CopyTo(text.AsSpan(written));
        written += token.Length;
        lengths[Count++] = token.Length;
    }

    /// <param name="token">In UTF-8, and whole. Nothing adds nothing.</param>
    public void Add(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty) return;
        Reserve(token.Length, 1);
        var length = Encoding.UTF8.GetChars(token, text.AsSpan(written));
        written += length;
        lengths[Count++] = length;
    }

    public void Add(TokenBatch tokens)
    {
        Reserve(tokens.written, tokens.Count);
        tokens.Text.CopyTo(text.AsSpan(written));
        tokens.Lengths.CopyTo(lengths.AsSpan(Count));
        (written, Count) = (written + tokens.written, Count + tokens.Count);
    }

    public void Clear() => (written, Count) = (0, 0);

    public void Dispose()
    {
        Clear();
        Exchange(ref text, []);
        Exchange(ref lengths, []);
    }

    private void Reserve(int chars, int tokens)
    {
        Reserve(ref text, written, chars);
        Reserve(ref lengths, Count, tokens);
    }

    private static void Reserve<T>(ref T[] array, int used, int more)
    {
        if (used + more <= array.Length) return;
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(used + more, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        Exchange(ref array, larger);
    }

    private static void Exchange<T>(ref T[] array, T[] other)
    {
        if (array.Length > 0) ArrayPool<T>.Shared.Return(array);
        array = other;
    }
}
