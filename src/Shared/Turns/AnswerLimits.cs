using System.Buffers;
using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Turns;

/// <summary>Cuts an answer that becomes too long, in whole characters. Used by one thread, which reads the model.</summary>
/// <param name="maxBytes">The most UTF-8 bytes of text.</param>
/// <param name="maxTokens">The most updates that the model may send, with text or without.</param>
internal sealed class AnswerLimits(int maxBytes, int maxTokens)
{
    private int withoutText;

    /// <summary>True once something was cut off: reading more makes no sense.</summary>
    public bool IsReached { get; private set; }

    /// <summary>The UTF-8 bytes that were accepted.</summary>
    public int Bytes { get; private set; }

    /// <summary>Counts an update without text. A model that only thinks for ever is cut too.</summary>
    public void CountWithoutText()
    {
        if (++withoutText > maxTokens) IsReached = true;
    }

    /// <summary>Adds as much of each token as fits; all of them at once where all fit, which is nearly always so.</summary>
    /// <param name="before">The tokens that the answer has before these.</param>
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
            accepted.Add(Fit(text[..length], before++));
            text = text[length..];
        }
    }

    /// <summary>Returns as much of one token as fits.</summary>
    /// <param name="before">The tokens that the answer has before this one.</param>
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
            while (Rune.DecodeFromUtf16(token[length..], out var rune, out var chars) == OperationStatus.Done && size + rune.Utf8SequenceLength <= room)
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
