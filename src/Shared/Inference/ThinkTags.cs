namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Separates reasoning that a model writes at the start of its text between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>. The tags may
/// be cut anywhere between two tokens. White space after a tag belongs to neither part. Tags further on in the text are text.
/// </summary>
internal sealed class ThinkTags
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    private State state = State.Start;

    // Text that may be the beginning of a tag. Only the next token tells.
    private string held = "";

    private enum State
    {
        Start,
        AfterOpen,
        Reasoning,
        AfterClose,
        Text,
    }

    /// <summary>True once no tag can follow. All tokens are then text.</summary>
    public bool IsOver => state == State.Text;

    /// <summary>Adds a token of the model's text, as text or as reasoning.</summary>
    public void Add(ReadOnlySpan<char> token, TokenBatch tokens)
    {
        if (held.Length > 0)
        {
            token = string.Concat(held, token);
            held = "";
        }

        while (!token.IsEmpty) token = Next(token, tokens);
    }

    /// <summary>Adds what was held back. The text has ended.</summary>
    public void End(TokenBatch tokens)
    {
        tokens.Add(held, isReasoning: state == State.Reasoning);
        held = "";
    }

    /// <summary>Takes as much as belongs to the current part, and returns the rest.</summary>
    private ReadOnlySpan<char> Next(ReadOnlySpan<char> token, TokenBatch tokens)
    {
        switch (state)
        {
            case State.Start:
                return Begin(token);
            case State.AfterOpen or State.AfterClose:
                token = token.TrimStart();
                if (!token.IsEmpty) state++;
                return token;
            case State.Reasoning:
                var close = token.IndexOf(Close, StringComparison.Ordinal);
                var end = close >= 0 ? close : token.Length - Overlap(token);
                tokens.Add(token[..end], isReasoning: true);
                if (close >= 0) state = State.AfterClose;
                else held = token[end..].ToString();
                return close >= 0 ? token[(close + Close.Length)..] : [];
            default:
                tokens.Add(token);
                return [];
        }
    }

    private ReadOnlySpan<char> Begin(ReadOnlySpan<char> token)
    {
        var text = token.TrimStart();
        if (text.StartsWith(Open, StringComparison.Ordinal))
        {
            state = State.AfterOpen;
            return text[Open.Length..];
        }

        // White space is held back as well, but not without end.
        if (token.Length < 256 && Open.AsSpan().StartsWith(text, StringComparison.Ordinal))
        {
            held = token.ToString();
            return [];
        }

        state = State.Text;
        return token;
    }

    /// <summary>Returns the number of characters at the end that may begin the closing tag.</summary>
    private static int Overlap(ReadOnlySpan<char> token)
    {
        for (var length = Math.Min(Close.Length - 1, token.Length); length > 0; length--)
        {
            if (token.EndsWith(Close.AsSpan(0, length), StringComparison.Ordinal)) return length;
        }

        return 0;
    }
}
