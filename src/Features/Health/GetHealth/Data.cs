using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Health.GetHealth;

/// <summary>Checks that the store answers, with one lookup in one index.</summary>
internal sealed class Ping : Query<bool>
{
    internal override async ValueTask<bool> Sql(SqlSession db) =>
        await db.Prepare("SELECT COUNT(*) FROM (SELECT 1 FROM users LIMIT 1)").NumberAsync() is not null;

    internal override bool Documents(DocumentSession db)
    {
        db.Users.Find(Guid.Empty);
        return true;
    }
}
