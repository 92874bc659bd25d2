using System.Text;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Tokens that the upstream sent together. A <see cref="TextContent"/> per token would cost more than the rest of the reading.
/// </summary>
/// <param name="tokens">The tokens. They are valid until the next update is requested.</param>
internal sealed class TokensContent(TokenBatch tokens) : AIContent
{
    public TokenBatch Tokens => tokens;

    /// <summary>Returns the text of an update from any kind of upstream, without reasoning.</summary>
    public static string TextOf(ChatResponseUpdate update) => string.Concat(update.Contents.Select(content => content switch
    {
        TextContent { Text: var text } => text,
        TokensContent { Tokens: var tokens } => TokenText.Split(tokens.Text, tokens.Lengths).Content,
        _ => "",
    }));

    /// <summary>Reads a stream to its end and returns its text.</summary>
    public static async Task<ChatResponse> WholeAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        var (text, reason) = (new StringBuilder(), (ChatFinishReason?)null);
        await foreach (var update in updates)
        {
            text.Append(TextOf(update));
            reason = update.FinishReason ?? reason;
        }

        return new(new ChatMessage(ChatRole.Assistant, text.ToString())) { FinishReason = reason };
    }
}
