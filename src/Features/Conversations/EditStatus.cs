using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Features.Conversations;

/// <summary>The result of a command that changes or removes a conversation.</summary>
internal enum EditStatus
{
    Done,

    /// <summary>This user has no such conversation. Nothing was written.</summary>
    NotFound,

    /// <summary>The conversation is not as the client knows it. Nothing was written.</summary>
    Outdated,

    /// <summary>A turn of the conversation is running. Nothing was written.</summary>
    Busy,
}

/// <param name="Conversation">The conversation as it is now. Null unless the status is <see cref="EditStatus.Done"/>.</param>
internal readonly record struct Updated(EditStatus Status, Conversation? Conversation = null);
