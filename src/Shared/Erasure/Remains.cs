using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Removes remains while the store is used: bytes of deleted rows in its files. PostgreSQL's files belong to its server, and there only
/// <c>samosachaat compact</c> removes them.
/// </summary>
internal sealed class Remains(Store store)
{
    /// <summary>Removes what was deleted before the call.</summary>
    /// <param name="tell">Is called with the number of further pages of the index of words that were written.</param>
    /// <returns>False if a reader or another process was in the way. Then it can be tried again.</returns>
    public async Task<bool> EraseAsync(Action<int> tell, CancellationToken ct)
    {
        if (store.Engine is not SingleWriterEngine engine) return true;
        await EraseTermsAsync(tell, ct);
        return await LowPriority.RunAsync(engine.EraseRemains, ct);
    }

    /// <summary>Removes the terms of deleted messages from the index of words, if the engine keeps them.</summary>
    /// <inheritdoc cref="EraseAsync"/>
    public async Task EraseTermsAsync(Action<int> tell, CancellationToken ct)
    {
        for (var begins = true; await store.WriteAsync(new MergeTerms(begins), ct); begins = false)
        {
            tell(SearchRemains.StepPages);
        }
    }
}
