using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Identity;

/// <summary>Signs somebody in without their password, for whoever has the data folder; null, with nothing written, where nobody has this email.</summary>
/// <param name="email">As stored: trimmed and lower-case.</param>
public sealed class GrantSession(string email, Guid sessionId, byte[] refreshHash, DateTime now, DateTime expiresAt) : Command<User?>
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
