namespace SamosaChaat.Shared.Domain;

/// <summary>One sign-in on one device. It ends by logout, by expiry, or when an old refresh token comes back.</summary>
/// <param name="RefreshHash">SHA-256 of the one refresh token that is good now; the token itself is never stored.</param>
/// <param name="ExpiresAt">Moves on with every rotation.</param>
internal sealed record Session(Guid Id, Guid UserId, byte[] RefreshHash, DateTime CreatedAt, DateTime ExpiresAt);
