namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Holds a message of another program.</summary>
/// <param name="Parent">The id of the message that it follows. Null for none, and it may name a message that is not there.</param>
/// <param name="IsUser">True for what a user wrote, and false for what a model wrote.</param>
/// <param name="Content">Null for what was not shown. A message that follows it follows what it follows itself.</param>
/// <param name="Model">Null if it is unknown.</param>
/// <param name="FinishReason">One of this program's own finish reasons.</param>
internal sealed record ForeignMessage(
    string Id, string? Parent, bool IsUser, string? Content, string? Reasoning, string? Model, DateTime? Time, string FinishReason);

/// <summary>Holds a conversation of another program.</summary>
/// <param name="Id">Its id in the other program, with the program's name before it.</param>
/// <param name="Messages">All of them, in the order of the file.</param>
/// <param name="Current">The id of the last message that was shown. Null if the newest one was.</param>
internal sealed record ForeignConversation(
    string Id,
    string? Title,
    string? Model,
    DateTime? CreatedAt,
    DateTime? UpdatedAt,
    IReadOnlyList<ForeignMessage> Messages,
    string? Current);
