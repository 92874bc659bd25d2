using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Tokens that the upstream sent together. A <see cref="TextContent"/> per token would cost more than the rest of the reading.
/// </summary>
/// <param name="tokens">The tokens. They are valid until the next update is requested.</param>
internal sealed class TokensContent(TokenBatch tokens) : AIContent
{
    public TokenBatch Tokens => tokens;

    /// <summary>Returns the text of an update from any kind of upstream.</summary>
    public static string TextOf(ChatResponseUpdate update) => string.Concat(update.Contents.Select(content => content switch
    {
        TextContent { Text: var text } => text,
        TokensContent several => several.Tokens.Text.ToString(),
        _ => "",
    }));
}
