using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.Register;

/// <summary>Adds a user with a first session; false, with nothing written, if the email is taken.</summary>
public sealed class AddUser(User user, Session session) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        var added = db
            .Prepare($"INSERT INTO users ({UserMapping.Columns}) VALUES (@id, @email, @name, @hash, @created) ON CONFLICT (email) DO NOTHING")
            .Set("@id", user.Id)
            .Set("@email", user.Email)
            .Set("@name", user.Name)
            .Set("@hash", user.PasswordHash)
            .Set("@created", user.CreatedAt)
            .Execute();
        if (added == 0) return false;

        db.Add(session);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        if (db.Users.FindBy("email", user.Email) is not null) return false;

        db.Users.Insert(UserMapping.Write(user));
        db.Add(session);
        return true;
    }
}
