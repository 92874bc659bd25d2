namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Goes on when the disk is full: gives the reserve to commands that may use it, and refuses the others before they are tried.
/// </summary>
internal sealed class ReservedWriter(IBatchWriter writer, Reserve reserve) : IBatchWriter
{
    public bool RunsSideBySide => writer.RunsSideBySide;

    public BatchOutcome Write(ReadOnlySpan<WriteJob> batch)
    {
        reserve.TryFill();
        while (true)
        {
            if (reserve.IsReleased && FirstRefused(batch) is { } refused) return new(new InsufficientStorageException(), refused);
            var outcome = writer.Write(batch);
            if (outcome.Error is not InsufficientStorageException full) return outcome;
            // Nothing was written. So the batch runs again if there is more room now. Otherwise its halves may fit.
            if (!reserve.Release(full)) return outcome with { Failing = outcome.Failing ?? batch.Length / 2 };
        }
    }

    private static int? FirstRefused(ReadOnlySpan<WriteJob> batch)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            if (!batch[i].UsesReserve) return i;
        }

        return null;
    }
}
