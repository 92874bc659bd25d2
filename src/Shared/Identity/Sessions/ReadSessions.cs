using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Identity.Sessions;

/// <summary>Returns the sessions of a user in the order of their ids, with those that have expired.</summary>
internal sealed class ReadSessions(Guid userId) : Query<List<Session>>
{
    internal override ValueTask<List<Session>> Sql(SqlSession db) => db.SessionsOf(userId);

    internal override List<Session> Documents(DocumentSession db) => db.SessionsOf(userId);
}
