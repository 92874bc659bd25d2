using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Limits;

/// <summary>
/// Slows down those who guess passwords, and never locks out the owner of an account (docs/decisions/0036). An address with failures is
/// refused for a growing time. An account with failures makes every unknown address wait, and accepts the right password all the same. An
/// address that has signed in to an account is only slowed by its own failures there. Any thread can call every member.
/// </summary>
internal sealed class LoginGuard(IOptions<LimitsOptions> options, TimeProvider clock)
{
    /// <summary>What a client is told that is refused. For the OpenAPI document, too.</summary>
    public const string Refused = "Too many failed sign-ins from this address. Try again later.";

    /// <summary>The maximum time for which an address is refused after a failure.</summary>
    public static readonly TimeSpan MaxRefusal = TimeSpan.FromMinutes(5);

    /// <summary>The maximum time that an unknown address waits because an account has failures.</summary>
    public static readonly TimeSpan MaxHold = TimeSpan.FromSeconds(5);

    private readonly bool isOn = options.Value.Enabled;
    private readonly FailureTable failures = new(clock, options.Value.FailedLogins);
    private readonly RecentSet<FailureKey> known = new();
    private readonly TimeProvider clock = clock;

    /// <summary>Begins an attempt. It depends on the text of the email only, not on whether there is such an account.</summary>
    public Attempt Begin(string email, IPAddress source)
    {
        var account = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(User.NormalizeEmail(email))).AsSpan(0, 16));
        return new(this, new(account, source));
    }

    internal sealed class Attempt(LoginGuard guard, FailureKey pair)
    {
        private readonly bool isKnown = guard.known.Contains(pair);

        private FailureKey Account => pair with { Source = null };

        /// <summary>What an address is judged by: its failures with this account if it is known there, else all its others.</summary>
        private FailureKey Source => isKnown ? pair : pair with { Account = Guid.Empty };

        /// <summary>Why the attempt is refused. Null if it is not.</summary>
        public RateRefusal? Refusal =>
            guard.isOn && guard.failures.Remaining(Source, MaxRefusal) is var wait && wait > TimeSpan.Zero
                ? new(guard.failures.Rate, wait, Refused)
                : null;

        /// <summary>Waits for as long as the failures of the account demand.</summary>
        public Task HoldAsync(CancellationToken ct)
        {
            var wait = isKnown || !guard.isOn ? TimeSpan.Zero : guard.failures.Wait(Account, MaxHold);
            return wait > TimeSpan.Zero ? Task.Delay(wait, guard.clock, ct) : Task.CompletedTask;
        }

        public void Failed()
        {
            guard.failures.Add(Source);
            if (!isKnown) guard.failures.Add(Account);
        }

        /// <summary>
        /// Remembers the address. The failures of an address with other accounts stay: whoever guesses may have an account of their own.
        /// </summary>
        public void Succeeded()
        {
            guard.known.Add(pair);
            guard.failures.Forget(pair);
        }
    }
}
