using System.Text.Json.Serialization;

namespace SamosaChaat.Shared.Transfer.Lines;

/// <summary>Holds a line of an export, without its hash. docs/export.md describes all lines.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HeaderLine), "export")]
[JsonDerivedType(typeof(AccountLine), "account")]
[JsonDerivedType(typeof(ConversationLine), "conversation")]
[JsonDerivedType(typeof(TurnLine), "turn")]
[JsonDerivedType(typeof(VersionLine), "version")]
[JsonDerivedType(typeof(ConversationEndLine), "conversation_end")]
[JsonDerivedType(typeof(EndLine), "end")]
internal abstract record ExportLine;

/// <summary>Begins an export. It has no time, so that two exports of the same data are the same bytes.</summary>
internal sealed record HeaderLine(string Format, int Version) : ExportLine
{
    /// <summary>Begins every export of this program.</summary>
    public static readonly HeaderLine Current = new("samosachaat", 1);
}

/// <summary>Tells whose data it is. An import changes no account.</summary>
internal sealed record AccountLine(Guid Id, string Email, string? Name, DateTime CreatedAt) : ExportLine;

/// <summary>Begins a conversation. Its turns follow.</summary>
/// <param name="Active">The sequence of the last turn of the active path. Null if there is no turn.</param>
internal sealed record ConversationLine(
    Guid Id,
    string Title,
    string ModelTag,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    string? Instructions,
    int? Active,
    bool Pinned = false,
    bool Archived = false) : ExportLine;

/// <summary>Holds a turn with its question and the answer that stands. Its other answers follow.</summary>
/// <param name="Id">The id of the question.</param>
/// <param name="Sequence">The sequence of the question.</param>
/// <param name="Parent">The sequence of the turn that it follows. Less than 0 for none.</param>
/// <param name="ParentAttempt">The attempt whose answer it follows.</param>
/// <param name="Attempt">The number of the latest attempt.</param>
internal sealed record TurnLine(
    Guid Id,
    int Sequence,
    int Parent,
    int ParentAttempt,
    string Content,
    string ModelTag,
    DateTime CreatedAt,
    SamplingData Sampling,
    int Attempt,
    DateTime StartedAt,
    DateTime EndedAt,
    OutcomeData Outcome,
    AnswerData? Answer) : ExportLine;

/// <summary>Holds another version of a turn's answer.</summary>
/// <param name="Turn">The id of the question.</param>
internal sealed record VersionLine(Guid Turn, OutcomeData Outcome, AnswerData Answer) : ExportLine;

/// <summary>Ends a conversation.</summary>
internal sealed record ConversationEndLine(Guid Id, int Turns, int Versions) : ExportLine;

/// <summary>Ends an export.</summary>
/// <param name="Lines">The number of lines before this one.</param>
internal sealed record EndLine(long Conversations, long Lines) : ExportLine;
