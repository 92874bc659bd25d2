namespace SamosaChaat.Shared.Domain;

/// <summary>A conversation that its owner has deleted and can still restore, exactly as it was.</summary>
/// <param name="DeletedAt">The time of the deletion. <see cref="ForEver"/> if nothing restores it.</param>
internal sealed record TrashedConversation(Conversation Conversation, DateTime DeletedAt)
{
    /// <summary>Stands in the place of the time in a conversation whose contents are being removed.</summary>
    public static readonly DateTime ForEver = DateTime.UnixEpoch;

    public bool IsForEver => DeletedAt == ForEver;
}
