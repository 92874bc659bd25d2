namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Tells what became of a conversation.</summary>
/// <param name="Id">The conversation's id in this store, or the id that the file has. Null if the file does not tell.</param>
/// <param name="Result">One of <see cref="ImportResults"/>.</param>
/// <param name="Detail">The reason of a conflict or of an invalid conversation. Null for the other results.</param>
internal sealed record ImportResult(Guid? Id, string Result, string? Detail = null)
{
    /// <summary>Tells why an import ended before the end of its file. What it has stored stays.</summary>
    public static ImportResult Rest(Exception reason) => new(Id: null, ImportResults.Invalid, $"The rest was not imported: {reason.Message}");
}

internal static class ImportResults
{
    /// <summary>The conversation is in the store now.</summary>
    public const string Imported = "imported";

    /// <summary>The store has the same conversation already.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The store has another conversation with this id, and keeps it.</summary>
    public const string Conflict = "conflict";

    /// <summary>The conversation cannot be stored. The store has nothing of it.</summary>
    public const string Invalid = "invalid";
}
