using System.Buffers;
using System.Text;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// A list of tokens, stored as one text and the length of each token. A string per token would cost more than the rest of the processing.
/// Use it on one thread at a time.
/// </summary>
internal sealed class TokenBatch : IDisposable
{
    private char[] text = [];
    private int[] lengths = [];
    private int written;

    /// <summary>The text of all tokens. Like <see cref="Lengths"/>, it is valid until the next change.</summary>
    public ReadOnlySpan<char> Text => text.AsSpan(0, written);

    /// <summary>The length of each token in UTF-16 units, never 0. It is negative for a token of reasoning.</summary>
    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <param name="token">The token. An empty one is ignored.</param>
    /// <param name="isReasoning">True if the token is part of the reasoning, and not of the answer.</param>
    public void Add(ReadOnlySpan<char> token, bool isReasoning = false)
    {
        if (token.IsEmpty) return;
        Reserve(token.Length, 1);
        token.CopyTo(text.AsSpan(written));
        written += token.Length;
        lengths[Count++] = isReasoning ? -token.Length : token.Length;
    }

    /// <param name="token">The token in complete UTF-8. An empty one is ignored.</param>
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
