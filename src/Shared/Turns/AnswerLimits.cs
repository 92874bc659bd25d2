using System.Buffers;
using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Turns;

/// <summary>Cuts an answer that becomes too long, in whole characters. Only the thread that reads the model uses it.</summary>
/// <param name="maxBytes">The maximum number of UTF-8 bytes of text.</param>
/// <param name="maxTokens">The maximum number of updates that the model may send, with text or without.</param>
/// <param name="prefix">The text that the answer has already.</param>
internal sealed class AnswerLimits(int maxBytes, int maxTokens, string prefix)
{
    private int withoutText;

    /// <summary>True once something was cut off. Reading more is then useless.</summary>
    public bool IsReached { get; private set; }

    /// <summary>The number of accepted UTF-8 bytes.</summary>
    public int Bytes { get; private set; } = Encoding.UTF8.GetByteCount(prefix);

    /// <summary>Counts an update without text. It also cuts a model that thinks for ever.</summary>
    public void CountWithoutText()
    {
        if (++withoutText > maxTokens) IsReached = true;
    }

    /// <summary>Adds as much of each token as fits. Adds all tokens at once if all fit, which is nearly always so.</summary>
    /// <param name="before">The number of tokens that the answer has before these.</param>
    public void Fit(TokenBatch tokens, TokenBatch accepted, int before)
    {
        var size = Encoding.UTF8.GetByteCount(tokens.Text);
        if (!IsReached && size <= maxBytes - Bytes && tokens.Count <= maxTokens - before)
        {
            Bytes += size;
            accepted.Add(tokens);
            return;
        }

        var text = tokens.Text;
        foreach (var length in tokens.Lengths)
        {
            var tokenSize = Math.Abs(length);
            accepted.Add(Fit(text[..tokenSize], before++), isReasoning: length < 0);
            text = text[tokenSize..];
        }
    }

    /// <summary>Returns as much of one token as fits.</summary>
    /// <param name="before">The number of tokens that the answer has before this one.</param>
    public ReadOnlySpan<char> Fit(ReadOnlySpan<char> token, int before)
    {
        if (before == maxTokens) IsReached = true;
        if (IsReached) return [];

        var room = maxBytes - Bytes;
        var size = Encoding.UTF8.GetByteCount(token);
        if (size > room)
        {
            IsReached = true;
            var length = 0;
            size = 0;
            while (Rune.DecodeFromUtf16(token[length..], out var rune, out var chars) == OperationStatus.Done
                && size + rune.Utf8SequenceLength <= room)
            {
                size += rune.Utf8SequenceLength;
                length += chars;
            }

            token = token[..length];
        }

        Bytes += size;
        return token;
    }
}
