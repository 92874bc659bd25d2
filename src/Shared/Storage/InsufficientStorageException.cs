namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Says that the store's disk has no room for a write. Nothing of it was written. The message is a sentence for the client.
/// </summary>
/// <param name="cause">Null if the write was refused before it was tried.</param>
internal sealed class InsufficientStorageException(Exception? cause = null)
    : Exception("The disk of the store is full, and nothing was changed. What is stored can still be read and deleted.", cause);
