using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Inference;

/// <summary>Which upstream answers for a model_tag.</summary>
public sealed class ModelCatalog
{
    private readonly Upstream? rest;

    public ModelCatalog(IOptions<InferenceOptions> options, UpstreamFactory factory)
    {
        IEnumerable<UpstreamOptions> configured = options.Value.Upstreams;
        // Nothing configured is a first try: something must answer.
        if (!configured.Any()) configured = [new UpstreamOptions { Name = UpstreamOptions.Demo, Kind = UpstreamOptions.Demo }];
        Upstreams = [.. configured.Select(factory.Create)];
        rest = Upstreams.FirstOrDefault(upstream => upstream.Patterns.Count == 0);
    }

    /// <summary>In the order of the settings.</summary>
    public IReadOnlyList<Upstream> Upstreams { get; }

    /// <summary>The first upstream with a pattern for the tag, else the one without patterns, else null.</summary>
    public Upstream? Route(string modelTag) => Upstreams.FirstOrDefault(upstream => upstream.Takes(modelTag)) ?? rest;

    /// <summary>What to say of a tag that nothing takes. It names what is there without asking any upstream.</summary>
    public string Unknown(string modelTag) =>
        $"No upstream serves the model '{modelTag}'. Configured models: {string.Join(", ", Upstreams.SelectMany(upstream => upstream.Patterns))}.";
}
