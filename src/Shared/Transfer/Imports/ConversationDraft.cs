using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Collects the lines of a conversation up to its end. After the first fault it keeps no line any more.</summary>
internal sealed class ConversationDraft(ConversationLine head, int size, int maxSize)
{
    /// <summary>Says that a limit of the settings is reached.</summary>
    public const string TooLarge = "The conversation is larger than this server imports.";

    private readonly List<TurnLine> turns = [];
    private readonly List<VersionLine> versions = [];
    private int left = maxSize - size;

    public Guid Id => head.Id;

    /// <summary>The first fault. Null if there is none.</summary>
    public string? Fault { get; private set; }

    /// <param name="size">The size of the line in bytes.</param>
    public void Add(TurnLine turn, int size)
    {
        if (HasRoom(size)) turns.Add(turn);
    }

    /// <inheritdoc cref="Add(TurnLine, int)"/>
    public void Add(VersionLine version, int size)
    {
        if (HasRoom(size)) versions.Add(version);
    }

    public void Refuse(string fault)
    {
        Fault ??= fault;
        turns.Clear();
        versions.Clear();
    }

    public FoundConversation End(ConversationEndLine end)
    {
        if (Fault is null && (end.Id != head.Id || end.Turns != turns.Count || end.Versions != versions.Count))
        {
            Refuse("The conversation has more or fewer lines than its last line says.");
        }

        return Fault is { } fault ? FoundConversation.Invalid(head.Id, fault) : FoundConversation.Checked(new(head, turns, versions));
    }

    private bool HasRoom(int size)
    {
        left -= size;
        if (left < 0) Refuse(TooLarge);
        return Fault is null;
    }
}
