namespace SamosaChaat.Shared.Inference;

/// <summary>A model and where it is served.</summary>
/// <param name="Available">False where the upstream did not answer; the tag is then one from the settings.</param>
internal sealed record ListedModel(string ModelTag, string Upstream, bool Available);

/// <summary>Asks all upstreams at once which models they have, with little patience, and remembers the answer for a while.</summary>
internal sealed class ModelLister(ModelCatalog catalog, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private Task<IReadOnlyList<ListedModel>>? last;
    private DateTimeOffset lastAsked;

    public Task<IReadOnlyList<ListedModel>> ListAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (last is null || clock.GetUtcNow() - lastAsked > Memory)
            {
                lastAsked = clock.GetUtcNow();
                // Shared by all who ask meanwhile, so it does not end with the first of them.
                last = AskAllAsync();
            }

            return last.WaitAsync(ct);
        }
    }

    private async Task<IReadOnlyList<ListedModel>> AskAllAsync()
    {
        var listed = await Task.WhenAll(catalog.Upstreams.Select(AskAsync));
        return [.. listed.SelectMany(models => models)];
    }

    private async Task<IEnumerable<ListedModel>> AskAsync(Upstream upstream)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            IEnumerable<string> models = await upstream.ListModelsAsync(patience.Token);
            upstream.Answered();
            // The demo goes by any name.
            if (upstream.Kind == UpstreamOptions.Demo) models = models.Union(upstream.NamedModels);
            // What it has but another upstream answers for is not its to list.
            return models.Where(tag => catalog.Route(tag) == upstream).Select(tag => new ListedModel(tag, upstream.Name, Available: true));
        }
        catch (Exception e)
        {
            // Whatever it is that keeps a server from listing its models, ours goes on: with the names that the settings have.
            if (e is OperationCanceledException || UpstreamFailure.IsUnreachable(e)) upstream.Unreachable();
            return upstream.NamedModels.Select(tag => new ListedModel(tag, upstream.Name, Available: false));
        }
    }
}
