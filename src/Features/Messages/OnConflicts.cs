namespace SamosaChaat.Features.Messages;

/// <summary>What a request for a turn wants done about another one that runs in its conversation.</summary>
internal static class OnConflicts
{
    public const string Reject = "reject";
    public const string Cancel = "cancel";
    public const string Rule = "on_conflict must be 'reject' or 'cancel'.";

    public static bool IsKnown(string? text) => text is Reject or Cancel;
}
