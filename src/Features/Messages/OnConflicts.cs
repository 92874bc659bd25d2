namespace SamosaChaat.Features.Messages;

/// <summary>The possible reactions to another running turn in the same conversation.</summary>
internal static class OnConflicts
{
    public const string Reject = "reject";
    public const string Cancel = "cancel";
    public const string Rule = "on_conflict must be 'reject' or 'cancel'.";

    public static bool IsKnown(string? text) => text is Reject or Cancel;
}
