namespace SamosaChaat.Shared.Domain;

/// <summary>One sign-in on one device. It ends by logout, by expiry, or when an old refresh token is used again.</summary>
/// <param name="RefreshHash">The SHA-256 hash of the only valid refresh token. The token itself is never stored.</param>
/// <param name="ExpiresAt">The expiry time in UTC. Every rotation extends it.</param>
internal sealed record Session(Guid Id, Guid UserId, byte[] RefreshHash, DateTime CreatedAt, DateTime ExpiresAt)
{
    /// <summary>
    /// The SHA-256 hash of the part that all refresh tokens of the session share. Null in an older session until its next refresh.
    /// </summary>
    public byte[]? FamilyHash { get; init; }

    /// <summary>What the client said to be at the sign-in, as a short text. Null if it said nothing.</summary>
    public string? Device { get; init; }

    /// <summary>The time of the last refresh. Null if there was none.</summary>
    public DateTime? LastSeenAt { get; init; }
}
