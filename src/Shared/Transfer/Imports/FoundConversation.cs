namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Holds one conversation of a file, or why it cannot be read.</summary>
/// <param name="Id">Its id. Null if the file does not tell.</param>
/// <param name="Whole">Null if there is a fault.</param>
/// <param name="Fault">A sentence for the user. Null if there is none.</param>
internal sealed record FoundConversation(Guid? Id, ImportedConversation? Whole, string? Fault)
{
    /// <summary>Holds a conversation to the rules.</summary>
    public static FoundConversation Checked(ImportedConversation whole) => ImportRules.Fault(whole) is { } fault
        ? Invalid(whole.Head.Id, fault)
        : new(whole.Head.Id, whole, Fault: null);

    public static FoundConversation Invalid(Guid? id, string fault) => new(id, Whole: null, fault);
}
