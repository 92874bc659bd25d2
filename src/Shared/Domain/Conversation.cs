namespace SamosaChaat.Shared.Domain;

/// <summary>A list of messages between one user and one model.</summary>
/// <param name="UpdatedAt">The time of the newest message or metadata change. Lists are sorted by it.</param>
internal sealed record Conversation(Guid Id, Guid UserId, string Title, string ModelTag, DateTime CreatedAt, DateTime UpdatedAt);
