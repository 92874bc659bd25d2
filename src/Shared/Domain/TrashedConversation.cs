namespace SamosaChaat.Shared.Domain;

/// <summary>A conversation that its owner has deleted and can still restore, exactly as it was.</summary>
/// <param name="DeletedAt">The time of the deletion.</param>
internal sealed record TrashedConversation(Conversation Conversation, DateTime DeletedAt);
