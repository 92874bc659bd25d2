namespace SamosaChaat.Shared.Storage;

/// <summary>Runs the commands of a batch one after another in one transaction.</summary>
internal sealed class TransactionWriter(IWriter writer, StoreMetrics? metrics) : IBatchWriter
{
    public bool RunsSideBySide => false;

    public BatchOutcome Write(ReadOnlySpan<WriteJob> batch)
    {
        var ran = -1;
        try
        {
            writer.Begin();
            for (ran = 0; ran < batch.Length; ran++) batch[ran].Run(writer);
            var started = metrics?.Begin() ?? 0;
            writer.Commit();
            metrics?.Committed(started, batch.Length);
            return default;
        }
        catch (Exception e)
        {
            // A failed commit may still have been written. Its commands must not run again and meet their own writes.
            var failed = ran >= 0 && ran < batch.Length;
            var error = writer.IsFullDisk(e) ? new InsufficientStorageException(e) : e;
            return new(error, Undo() && failed ? ran : null);
        }
    }

    /// <summary>Returns false if the transaction could not be ended. No command can then run again.</summary>
    private bool Undo()
    {
        try
        {
            writer.Rollback();
            return true;
        }
        catch (Exception)
        {
            // The callers learn why the batch failed. A store that stays broken reports it at the next Begin.
            return false;
        }
    }
}
