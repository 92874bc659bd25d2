namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Says that the store's server does not answer now. The same request may succeed later. The message is a sentence for the client.
/// </summary>
internal sealed class StoreUnavailableException(string detail, Exception cause) : Exception(detail, cause)
{
    public StoreUnavailableException(Exception cause)
        : this("The store does not answer. Try again.", cause)
    {
    }

    /// <summary>Says that a write may have been done, and that nobody can tell now.</summary>
    public static StoreUnavailableException Unknown(Exception cause) =>
        new("The store does not answer, and it may have done what was asked. Look before you try again.", cause);
}
