using System.Text;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Separates and joins the two texts of an answer, content and reasoning. A model may change between them at any token. The lengths of
/// the tokens tell which is which: a length is negative for a token of reasoning.
/// </summary>
internal static class TokenText
{
    /// <param name="text">The tokens of both texts in their order.</param>
    public static (string Content, string Reasoning) Split(ReadOnlySpan<char> text, ReadOnlySpan<int> lengths)
    {
        if (!lengths.ContainsAnyInRange(int.MinValue, -1)) return (text.ToString(), "");
        var (content, reasoning) = (new StringBuilder(), new StringBuilder());
        foreach (var length in lengths)
        {
            var size = Math.Abs(length);
            (length < 0 ? reasoning : content).Append(text[..size]);
            text = text[size..];
        }

        return (content.ToString(), reasoning.ToString());
    }

    /// <summary>Does the reverse of <see cref="Split"/>.</summary>
    public static string Join(ReadOnlySpan<char> content, ReadOnlySpan<char> reasoning, ReadOnlySpan<int> lengths)
    {
        if (reasoning.IsEmpty) return content.ToString();
        var text = new StringBuilder(content.Length + reasoning.Length);
        foreach (var length in lengths)
        {
            if (length < 0)
            {
                text.Append(reasoning[..-length]);
                reasoning = reasoning[-length..];
            }
            else
            {
                text.Append(content[..length]);
                content = content[length..];
            }
        }

        return text.ToString();
    }
}
