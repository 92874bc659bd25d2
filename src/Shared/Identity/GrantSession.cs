using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Signs a user in without a password, for operators with access to the data folder. Returns null and writes nothing if no account has this
/// email.
/// </summary>
/// <param name="email">The email as stored: trimmed and in lower case.</param>
internal sealed class GrantSession(string email, Guid sessionId, byte[] refreshHash, DateTime now, DateTime expiresAt) : Command<User?>
{
    internal override User? Sql(SqlSession db)
    {
        if (db.FindUserByEmail(email) is not { } user) return null;

        db.Add(SessionOf(user));
        return user;
    }

    internal override User? Documents(DocumentSession db)
    {
        if (db.FindUserByEmail(email) is not { } user) return null;

        db.Add(SessionOf(user));
        return user;
    }

    private Session SessionOf(User user) => new(sessionId, user.Id, refreshHash, now, expiresAt);
}
