namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Runs one transaction at a time, one command after another. <see cref="TransactionWriter"/> calls it from one thread only, because LiteDB
/// binds a transaction to its thread. After <see cref="Commit"/> returns, a crash loses nothing of the transaction.
/// </summary>
internal interface IWriter
{
    void Begin();

    T Run<T>(Command<T> command);

    void Commit();

    /// <summary>Ends the transaction in any state, even after a failed <see cref="Begin"/> or <see cref="Commit"/>.</summary>
    void Rollback();

    /// <summary>
    /// True if a full disk alone is the reason for a failure. Nothing of the transaction was then written, even by its commit.
    /// </summary>
    bool IsFullDisk(Exception failure);
}
