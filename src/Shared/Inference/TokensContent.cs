using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>Tokens that a model's server sent together. As a <see cref="TextContent"/> each they would cost more than all the rest of reading them.</summary>
/// <param name="tokens">Their texts, none of them empty; good until the next update is asked for.</param>
internal sealed class TokensContent(IReadOnlyCollection<string> tokens) : AIContent
{
    public IReadOnlyCollection<string> Tokens => tokens;
}
