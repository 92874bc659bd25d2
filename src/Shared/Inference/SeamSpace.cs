namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Removes from the start of a continuation the white space with which the text before it ends. The model gets that text without it, because
/// many chat templates trim messages, and so it writes the white space again.
/// </summary>
/// <param name="space">The white space at the end of the text before.</param>
internal sealed class SeamSpace(string space)
{
    private int at;

    /// <summary>True once nothing more can be removed.</summary>
    public bool IsOver { get; private set; } = space.Length == 0;

    /// <summary>Returns the part of a token that the text does not have yet.</summary>
    public ReadOnlySpan<char> Without(ReadOnlySpan<char> token)
    {
        while (!IsOver && !token.IsEmpty)
        {
            if (token[0] == space[at])
            {
                token = token[1..];
                at++;
                IsOver = at == space.Length;
            }
            else IsOver = true;
        }

        return token;
    }

    /// <summary>Returns the parts of several tokens. Reasoning is not changed. The caller disposes of the result.</summary>
    public TokenBatch Without(TokenBatch tokens)
    {
        var rest = new TokenBatch();
        var text = tokens.Text;
        foreach (var length in tokens.Lengths)
        {
            var token = text[..Math.Abs(length)];
            text = text[token.Length..];
            rest.Add(length < 0 ? token : Without(token), isReasoning: length < 0);
        }

        return rest;
    }
}
