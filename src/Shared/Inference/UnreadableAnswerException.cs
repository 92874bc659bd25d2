namespace SamosaChaat.Shared.Inference;

/// <summary>Says that the upstream answered, but with something that is no answer. Clients receive the message.</summary>
/// <param name="message">The end of a sentence that begins with the upstream's name, such as "sent an event that is not JSON".</param>
/// <param name="said">The upstream's own words. Null if it has none.</param>
internal sealed class UnreadableAnswerException(string message, string? said = null) : Exception(message)
{
    public string? Said => said;

    /// <summary>True if the upstream reported that it received too many requests.</summary>
    public bool IsRateLimit { get; init; }
}
