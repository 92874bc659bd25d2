using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Issues and validates tickets: tokens that read the stream of one turn and nothing else. A URL may contain a ticket, because it is valid
/// for a short time only. Tickets are signed and not stored, so every server with the same key accepts them. Thread-safe.
/// </summary>
internal sealed class StreamTickets(
    SigningKeys keys, IOptions<AuthOptions> options, TokenCache sessions, TimeProvider clock)
{
    /// <summary>The lifetime of a ticket: 60 seconds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private const string Conversation = "conversation";
    private const string Turn = "turn";

    private readonly TokenKind kind =
        new(keys, options.Value.Issuer, $"{options.Value.Audience}/stream", "stream-ticket+jwt", clock);

    /// <param name="turnId">The turn's user message, in a conversation of this user.</param>
    public string Issue(SignedInUser user, Guid conversationId, Guid turnId) => kind.Issue(
        user.UserId,
        user.SessionId,
        Lifetime,
        new(Conversation, conversationId.ToString()),
        new(Turn, turnId.ToString()));

    /// <summary>
    /// Returns the user of a ticket for this turn. Returns null if the ticket is invalid or expired, is for another turn, or if its session
    /// has ended.
    /// </summary>
    public async ValueTask<SignedInUser?> ValidateAsync(string ticket, Guid conversationId, Guid turnId, CancellationToken ct) =>
        await kind.ValidateAsync(ticket) is ({ } user, { } claims)
        && TokenKind.Id(claims, Conversation) == conversationId
        && TokenKind.Id(claims, Turn) == turnId
        && await sessions.OpenUntil(user, ct) is not null
            ? user
            : null;
}
