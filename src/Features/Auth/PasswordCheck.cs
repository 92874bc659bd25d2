using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth;

/// <summary>Checks the password of a signed-in user before a change that a stolen token must not make.</summary>
internal sealed class PasswordCheck(IStore store, IPasswordHasher<User> hasher)
{
    public const string Wrong = "The password is wrong.";

    /// <summary>The response to a wrong password. It is no 401, after which clients would ask for new tokens.</summary>
    public static Problem Refused => Problem.Of(StatusCodes.Status403Forbidden, Wrong);

    /// <summary>Returns the user if the password is right, else null.</summary>
    public async ValueTask<User?> FindAsync(Guid userId, string password, CancellationToken ct) =>
        await store.ReadAsync(new FindUser(userId), ct) is { } user && hasher.Fits(password, user.PasswordHash) ? user : null;
}
