using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.ListMessages;

/// <summary>The properties of a message that are not in the API contract. A request names those that it wants.</summary>
[Flags]
internal enum Extras
{
    None = 0,
    Reasoning = 1,
    FinishReason = 2,
    Error = 4,
    Usage = 8,
    Versions = 16,
}

internal static class ExtrasParser
{
    public const string Reasoning = "reasoning";
    public const string FinishReason = "finish_reason";
    public const string Error = "error";
    public const string Usage = "usage";
    public const string Versions = "versions";

    // In the order of the flags.
    private static readonly string[] Names = [Reasoning, FinishReason, Error, Usage, Versions];

    /// <summary>Reads names that are separated by commas. Returns null if one is unknown.</summary>
    /// <param name="text">Null for none.</param>
    public static Extras? Parse(string? text) => (Extras?)IncludedNames.Parse(text, Names);
}
