using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>
/// Issues and validates the proof that a browser has signed in by a provider. The page exchanges it for the tokens of a session. It has the
/// id of that session, so it works once.
/// </summary>
internal sealed class SignInTickets(SigningKeys keys, IOptions<AuthOptions> options, TimeProvider clock)
{
    /// <summary>The lifetime of a ticket. The page asks as soon as it is loaded.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly TokenKind kind =
        new(keys, options.Value.Issuer, $"{options.Value.Audience}/sign-in", "sign-in-ticket+jwt", clock);

    public string Issue(Guid userId) => kind.Issue(userId, clock.NewId(), Lifetime);

    /// <summary>Returns the user and the session of a ticket, or null if the ticket is invalid.</summary>
    public async ValueTask<SignedInUser?> ValidateAsync(string ticket) => (await kind.ValidateAsync(ticket))?.User;
}
