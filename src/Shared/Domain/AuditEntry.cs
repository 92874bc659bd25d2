namespace SamosaChaat.Shared.Domain;

/// <summary>
/// States one thing that was done, for the audit log. It has ids, addresses and settings, and never a name, an email, a password, a token,
/// a title or a text. So it can stay when its user is gone.
/// </summary>
/// <param name="Kind">One of <see cref="AuditKinds"/>.</param>
/// <param name="ActorId">The signed-in user who did it. Null for a stranger, the operator, or the server itself.</param>
/// <param name="UserId">The user whom it is about. Null if it is about no account that exists.</param>
/// <param name="Source">The address that it came from, or <see cref="Operator"/>, or <see cref="Server"/>.</param>
/// <param name="Detail">What changed, such as the new role, or the id of a session. Null if the kind says all.</param>
internal sealed record AuditEntry(Guid Id, DateTime At, string Kind, Guid? ActorId, Guid? UserId, string Source, string? Detail)
{
    /// <summary>The source of what somebody did on the command line, who has the store.</summary>
    public const string Operator = "operator";

    /// <summary>The source of what the server did by itself.</summary>
    public const string Server = "server";
}

/// <summary>An entry in its place in the chain. It does not change any more.</summary>
/// <param name="Number">The place: one more than that of the entry before it.</param>
/// <param name="Hash">See <see cref="AuditChain"/>.</param>
internal sealed record SealedEntry(long Number, AuditEntry Entry, byte[] Hash)
{
    public string HashText => Convert.ToHexStringLower(Hash);
}
