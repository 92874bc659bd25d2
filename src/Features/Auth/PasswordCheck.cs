using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth;

/// <summary>The result of a check.</summary>
/// <param name="User">The user whose password it is. Null if it is wrong, or if it was not looked at.</param>
/// <param name="Refusal">Why it was not looked at. Null if it was.</param>
/// <param name="HasNone">True if the signed-in user has no password.</param>
internal readonly record struct CheckedPassword(User? User, RateRefusal? Refusal = null, bool HasNone = false);

/// <summary>
/// Checks a password, for a sign-in and before a change that a stolen token must not make. It slows down those who guess, whatever
/// operation they use.
/// </summary>
internal sealed class PasswordCheck(IStore store, PasswordGate passwords, LoginGuard guard, FailedSignIns failures)
{
    public const string Wrong = "The password is wrong.";

    private const string None = "This account has no password. An identity provider signs it in. An administrator can delete it.";

    // Stands in for the hash of an account that is missing or has none, so that the response time does not reveal which accounts exist.
    private static readonly string MissingUserHash = new PasswordHasher<User>().HashPassword(null!, "nobody");

    /// <summary>
    /// Returns the response to a signed-in user whose password was not accepted. A wrong one is no 401, after which clients would ask for
    /// new tokens.
    /// </summary>
    public static IResult Refused(CheckedPassword check) =>
        check.Refusal as IResult ?? Problem.Of(StatusCodes.Status403Forbidden, check.HasNone ? None : Wrong);

    /// <summary>Checks the password of an account by its email.</summary>
    /// <exception cref="UnavailableException">Too many passwords wait.</exception>
    public async ValueTask<CheckedPassword> CheckAsync(HttpContext http, string email, string password, CancellationToken ct)
    {
        var attempt = guard.Begin(email, ClientSource.Of(http));
        if (attempt.Refusal is { } refusal) return new(null, refusal);
        await attempt.HoldAsync(ct);
        var user = await store.ReadAsync(new FindAccount(email), ct);
        var hash = user is { HasPassword: true } ? user.PasswordHash : MissingUserHash;
        if (await passwords.FitsAsync(password, hash, ct) && user is { HasPassword: true }) return new(user);
        attempt.Failed();
        await failures.AddAsync(http, user?.Id);
        return default;
    }

    /// <summary>Checks the password of a signed-in user.</summary>
    /// <exception cref="UnavailableException">Too many passwords wait.</exception>
    public async ValueTask<CheckedPassword> CheckAsync(HttpContext http, Guid userId, string password, CancellationToken ct) =>
        await store.ReadAsync(new FindUser(userId), ct) switch
        {
            null => default,
            { HasPassword: false } => new(null, HasNone: true),
            var user => await CheckAsync(http, user.Email, password, ct),
        };
}
