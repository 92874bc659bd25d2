namespace SamosaChaat.Shared.Domain;

/// <summary>A thread of messages that belongs to one user and talks to one model.</summary>
/// <param name="UpdatedAt">The time of the newest message or change of metadata; lists are ordered by it.</param>
internal sealed record Conversation(Guid Id, Guid UserId, string Title, string ModelTag, DateTime CreatedAt, DateTime UpdatedAt);
