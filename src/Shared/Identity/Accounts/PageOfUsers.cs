using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Returns the first users whose ids are not below this one, the oldest accounts first.</summary>
internal sealed class PageOfUsers(Guid from, int limit) : Query<List<User>>
{
    internal override ValueTask<List<User>> Sql(SqlSession db) => db.UsersFrom(from, limit);

    internal override List<User> Documents(DocumentSession db) => db.UsersFrom(from, limit);
}
