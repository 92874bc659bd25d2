namespace SamosaChaat.Shared.Storage;

/// <summary>Writes the batches of <see cref="WriteQueue"/>, which calls it from one thread only.</summary>
internal interface IBatchWriter
{
    /// <summary>
    /// True if the commands of a batch run side by side. Two commands of a batch then never have the same <see cref="Command{T}.Key"/>.
    /// </summary>
    bool RunsSideBySide { get; }

    /// <summary>
    /// Runs all commands in one transaction and commits it. After it returns without an error, a crash loses nothing of them.
    /// </summary>
    BatchOutcome Write(ReadOnlySpan<WriteJob> batch);
}

/// <param name="Error">Why the batch was not written, or why that is unknown. Null if it was written.</param>
/// <param name="Failing">
/// The index of the command that failed. Nothing was written, and the others can run again. Null if they cannot, or if none failed.
/// </param>
internal readonly record struct BatchOutcome(Exception? Error = null, int? Failing = null);
