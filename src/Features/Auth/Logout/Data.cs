using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.Logout;

/// <summary>Ends a session; false if it had ended already.</summary>
internal sealed class EndSession(Guid sessionId) : Command<bool>
{
    internal override Guid Key => sessionId;

    internal override async ValueTask<bool> Sql(SqlSession db) => await db.RemoveSession(sessionId) > 0;

    internal override bool Documents(DocumentSession db) => db.RemoveSession(sessionId);
}
