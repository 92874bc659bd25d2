using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.GetCurrentUser;

internal sealed class FindUser(Guid userId) : Query<User?>
{
    internal override User? Sql(SqlSession db) => db.FindUser(userId);

    internal override User? Documents(DocumentSession db) => db.FindUser(userId);
}
