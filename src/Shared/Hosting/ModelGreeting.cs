using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Hosting;

/// <summary>Says for each upstream whether it answers, and which models it serves.</summary>
internal sealed class ModelGreeting(ModelCatalog catalog, ModelLister lister)
{
    private const int Most = 5;

    /// <summary>Returns one line for each upstream. It takes as long as a list of models, which is bounded.</summary>
    public async Task<IEnumerable<string>> LinesAsync(CancellationToken ct)
    {
        var models = (await lister.ListAsync(ct)).ToLookup(model => model.Upstream);
        return catalog.Upstreams.Select(upstream => Line(upstream.Name, [.. models[upstream.Name].Where(model => model.Available)]));
    }

    private static string Line(string upstream, ListedModel[] models)
    {
        if (models.Length == 0) return $"The models of '{upstream}' do not answer. samosachaat doctor says why.";
        var rest = models.Length > Most ? $" and {models.Length - Most} more" : "";
        return $"The models of '{upstream}' answer: {string.Join(", ", models.Take(Most).Select(model => model.ModelTag))}{rest}";
    }
}
