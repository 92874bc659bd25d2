using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Inference;

/// <summary>Maps a model_tag to its upstream.</summary>
internal sealed class ModelCatalog
{
    private readonly Upstream? rest;

    public ModelCatalog(IOptions<InferenceOptions> options, UpstreamFactory factory)
    {
        IEnumerable<UpstreamOptions> configured = options.Value.Upstreams;
        // Without configured upstreams, the demo answers, so that a first try works.
        if (!configured.Any()) configured = [new UpstreamOptions { Name = UpstreamOptions.Demo, Kind = UpstreamOptions.Demo }];
        Upstreams = [.. configured.Select(factory.Create)];
        rest = Upstreams.FirstOrDefault(upstream => upstream.Patterns.Count == 0);
    }

    /// <summary>The upstreams in the order of the settings.</summary>
    public IReadOnlyList<Upstream> Upstreams { get; }

    /// <summary>Returns the first upstream with a matching pattern, else the one without patterns, else null.</summary>
    public Upstream? Route(string modelTag) => Upstreams.FirstOrDefault(upstream => upstream.Takes(modelTag)) ?? rest;

    /// <summary>
    /// Returns the maximum <c>max_tokens</c> of a request to this model. There is none for an unknown tag, whose turn fails in any case.
    /// </summary>
    public int MaxAnswerTokens(string modelTag) => Route(modelTag)?.Limits.AnswerTokens ?? int.MaxValue;

    /// <summary>Returns the error message for an unknown tag. It lists the configured models without a call to an upstream.</summary>
    public string Unknown(string modelTag)
    {
        var configured = string.Join(", ", Upstreams.SelectMany(upstream => upstream.Patterns));
        return $"No upstream serves the model '{modelTag}'. Configured models: {configured}.";
    }
}
