namespace SamosaChaat.Features.Conversations;

/// <summary>The result of a command that changes or removes a conversation.</summary>
internal enum EditStatus
{
    Done,

    /// <summary>This user has no such conversation. Nothing was written.</summary>
    NotFound,

    /// <summary>The conversation is not as the client knows it. Nothing was written.</summary>
    Outdated,
}
