using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>Tokens that a model's server sent together. As a <see cref="TextContent"/> each they would cost more than all the rest of reading them.</summary>
/// <param name="tokens">Good until the next update is asked for.</param>
internal sealed class TokensContent(TokenBatch tokens) : AIContent
{
    public TokenBatch Tokens => tokens;

    /// <summary>The text of an update, whichever kind of server it is from.</summary>
    public static string TextOf(ChatResponseUpdate update) => string.Concat(update.Contents.Select(content => content switch
    {
        TextContent { Text: var text } => text,
        TokensContent several => several.Tokens.Text.ToString(),
        _ => "",
    }));
}
