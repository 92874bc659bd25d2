namespace SamosaChaat.Shared.Domain;

/// <summary>A user's key for scripts. It ends when it is deleted or expires.</summary>
/// <param name="Hash">The SHA-256 hash of the key's text. The text itself is never stored.</param>
/// <param name="Scope">One of <see cref="ApiKeyScopes"/>.</param>
internal sealed record ApiKey(Guid Id, Guid UserId, string Name, byte[] Hash, string Scope, DateTime CreatedAt, DateTime ExpiresAt);

/// <summary>Names what an API key allows.</summary>
internal static class ApiKeyScopes
{
    /// <summary>Reads everything of its user, and changes nothing.</summary>
    public const string Read = "read";

    /// <summary>Reads, and does everything with conversations and messages.</summary>
    public const string Chat = "chat";
}
