using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.Register;

/// <summary>Adds a user with a first session. Returns false and writes nothing if the email is taken.</summary>
internal sealed class AddUser(User user, Session session) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        if (!db.Add(user)) return false;

        db.Add(session);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        if (!db.Add(user)) return false;

        db.Add(session);
        return true;
    }
}
