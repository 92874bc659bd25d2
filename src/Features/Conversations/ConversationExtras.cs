using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations;

/// <summary>The properties of a conversation that are not in the API contract. A request names those that it wants.</summary>
[Flags]
internal enum ConversationExtras
{
    None = 0,
    Pinned = 1,
    Archived = 2,
    Temporary = 4,
    All = Pinned | Archived | Temporary,
}

internal static class ConversationExtrasParser
{
    public const string Pinned = "pinned";
    public const string Archived = "archived";
    public const string Temporary = "temporary";
    public const string Message = "include must be a list of pinned, archived and temporary, separated by commas.";

    // In the order of the flags.
    private static readonly string[] Names = [Pinned, Archived, Temporary];

    /// <summary>Reads names that are separated by commas. Returns null if one is unknown.</summary>
    /// <param name="text">Null for none.</param>
    public static ConversationExtras? Parse(string? text) => (ConversationExtras?)IncludedNames.Parse(text, Names);
}
