namespace SamosaChaat.Shared.Backup;

/// <summary>Says why there is no good backup, or why one was not restored. The message is for the operator.</summary>
/// <param name="isFull">True if the disk is full.</param>
internal sealed class BackupFailedException(string message, Exception? cause = null, bool isFull = false) : Exception(message, cause)
{
    public bool IsFull => isFull;
}
