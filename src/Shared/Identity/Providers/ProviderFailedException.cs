namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Says that a provider does not answer, or that its answer cannot be used. The message is for the operator.</summary>
/// <param name="isRefusal">True if the provider answered, and refused the request.</param>
internal sealed class ProviderFailedException(string message, bool isRefusal = false, Exception? cause = null) : Exception(message, cause)
{
    public bool IsRefusal => isRefusal;
}
