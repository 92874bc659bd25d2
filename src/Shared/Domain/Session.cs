namespace SamosaChaat.Shared.Domain;

/// <summary>One sign-in on one device. It ends by logout, by expiry, or when an old refresh token is used again.</summary>
/// <param name="RefreshHash">The SHA-256 hash of the only valid refresh token. The token itself is never stored.</param>
/// <param name="ExpiresAt">The expiry time in UTC. Every rotation extends it.</param>
internal sealed record Session(Guid Id, Guid UserId, byte[] RefreshHash, DateTime CreatedAt, DateTime ExpiresAt);
