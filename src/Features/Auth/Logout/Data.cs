using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.Logout;

/// <summary>Ends a session. Returns false if the session had already ended.</summary>
internal sealed class EndSession(Guid sessionId) : Command<bool>
{
    internal override bool Sql(SqlSession db) => db.EndSession(sessionId);

    internal override bool Documents(DocumentSession db) => db.EndSession(sessionId);
}
