namespace SamosaChaat.Shared.Inference;

/// <summary>The limits of an upstream, in tokens. Both are at least 1.</summary>
/// <param name="PromptTokens">The maximum size of a prompt, as this server counts it.</param>
/// <param name="AnswerTokens">The maximum <c>max_tokens</c> of a request.</param>
internal sealed record UpstreamLimits(int PromptTokens, int AnswerTokens)
{
    /// <summary>The maximum number of tokens in an answer, unless the settings say otherwise. The API contract names it.</summary>
    public const int DefaultAnswerTokens = 4096;

    /// <param name="settings">The limits of all upstreams. They hold where the upstream has none of its own.</param>
    public static UpstreamLimits Of(UpstreamOptions upstream, InferenceOptions settings) =>
        new(upstream.MaxPromptTokens ?? settings.MaxPromptTokens, upstream.MaxAnswerTokens ?? DefaultAnswerTokens);
}
