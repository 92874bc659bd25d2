using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Features.Auth;

/// <summary>
/// Hashes passwords, one at a time for each processor. Some may wait, and one more is refused with 503. A hash runs on a thread of its own:
/// the pool has few, and all other requests need them. It gives way to them, so that a flood of sign-ins delays nobody else.
/// </summary>
internal sealed class PasswordGate(IPasswordHasher<User> hasher, IOptions<LimitsOptions> options) : IDisposable
{
    /// <summary>What a request is told if too many wait. For the OpenAPI document, too.</summary>
    public const string Full = "Too many people sign in at the moment. Try again.";

    private readonly ConcurrencyLimiter gate = new(new()
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = options.Value.WaitingPasswords,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <exception cref="UnavailableException">Too many wait.</exception>
    public Task<string> HashAsync(string password, CancellationToken ct) => RunAsync(() => hasher.Hash(password), ct);

    /// <summary>Returns true if the password belongs to the hash.</summary>
    /// <exception cref="UnavailableException">Too many wait.</exception>
    public Task<bool> FitsAsync(string password, string hash, CancellationToken ct) => RunAsync(() => hasher.Fits(password, hash), ct);

    public void Dispose() => gate.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        using var permit = await gate.AcquireAsync(1, ct);
        if (!permit.IsAcquired) throw new UnavailableException(Full);
        return await LowPriority.RunAsync(work, ct);
    }
}
