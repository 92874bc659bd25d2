using System.Collections.Concurrent;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Inference;

/// <summary>A model and its upstream.</summary>
/// <param name="Available">False if the upstream did not answer. The tag then comes from the settings.</param>
internal sealed record ListedModel(string ModelTag, string Upstream, bool Available);

/// <summary>Lists the models of all upstreams in parallel, with a short timeout, and caches the result.</summary>
internal sealed partial class ModelLister(ModelCatalog catalog, TimeProvider clock, ILogger<ModelLister> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private Task<IReadOnlyList<ListedModel>>? last;
    private DateTimeOffset lastAsked;

    // The upstreams whose unreadable list is in the log. The log has it once, not every few seconds.
    private readonly ConcurrentDictionary<string, bool> reported = new();

    public Task<IReadOnlyList<ListedModel>> ListAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (last is null || clock.GetUtcNow() - lastAsked > Memory)
            {
                lastAsked = clock.GetUtcNow();
                // All concurrent callers share the task, so no single caller may cancel it.
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
            // The demo accepts every model name.
            if (upstream.Kind == UpstreamOptions.Demo) models = models.Union(upstream.NamedModels);
            // Leave out models that another upstream serves.
            return models.Where(tag => catalog.Route(tag) == upstream).Select(tag => new ListedModel(tag, upstream.Name, Available: true));
        }
        catch (Exception e)
        {
            // A failed upstream must not break the list. Use the names from the settings.
            if (e is OperationCanceledException || UpstreamFailure.IsUnreachable(e)) upstream.Unreachable();
            else if (e is UnreadableAnswerException && reported.TryAdd(upstream.Name, true))
            {
                LogUnreadable(logger, upstream.Name, e.Message);
            }

            return upstream.NamedModels.Select(tag => new ListedModel(tag, upstream.Name, Available: false));
        }
    }

    [LoggerMessage(EventIds.ModelListUnreadable, LogLevel.Warning, "Upstream {upstream} {cause}. The names come from the settings")]
    private static partial void LogUnreadable(ILogger logger, string upstream, string cause);
}
