namespace SamosaChaat.Shared.Domain;

/// <summary>Who a user is at an identity provider. Issuer and subject never change.</summary>
/// <param name="Id">The UUIDv5 of issuer and subject. See <see cref="IdFor"/>.</param>
/// <param name="IssuedAt">The issue time of the token whose role the user has. An older token changes no role.</param>
internal sealed record ExternalIdentity(Guid Id, Guid UserId, string Issuer, string Subject, DateTime CreatedAt, DateTime IssuedAt)
{
    // Was drawn once. Ids of this program cannot be ids of another one.
    private static readonly Guid Namespace = new("5f0f5c2e-1a5b-4c0b-9c61-3d0d1d7a4f52");

    /// <summary>Returns the same id for the same subject of an issuer, on every server.</summary>
    public static Guid IdFor(string issuer, string subject) =>
        // An issuer is a URL without line breaks, so no other pair has the same text.
        NameBasedId.Create(Namespace, $"{issuer}\n{subject}");
}
