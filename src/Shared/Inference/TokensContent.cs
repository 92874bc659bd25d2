using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>Tokens that a model's server sent together. As a <see cref="TextContent"/> each they would cost more than all the rest of reading them.</summary>
/// <param name="tokens">Their texts, none of them empty; good until the next update is asked for.</param>
internal sealed class TokensContent(IReadOnlyCollection<string> tokens) : AIContent
{
    /// <summary>The tokens of an update, whichever kind of server it is from: those that came together, and each text that came alone.</summary>
    public static IEnumerable<string> Of(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is TextContent { Text: { Length: > 0 } text }) yield return text;
            if (content is not TokensContent several) continue;
            foreach (var token in several.Tokens) yield return token;
        }
    }

    private IReadOnlyCollection<string> Tokens => tokens;
}
