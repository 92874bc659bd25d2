using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Auth.OpenProviderSession;

/// <summary>
/// Opens the session of a ticket. Returns its user. Returns null and writes nothing if the ticket was used, or if the account is missing
/// or disabled.
/// </summary>
internal sealed class OpenTicketSession(Session session) : Command<User?>
{
    private readonly OpenSession open = new(session);

    internal override Guid Key => session.UserId;

    internal override async ValueTask<User?> Sql(SqlSession db)
    {
        var (user, used) = await Reads.TogetherAsync(db.FindUser(session.UserId), db.FindSession(session.Id));
        if (user is not { DisabledAt: null } || used is not null) return null;
        await open.Sql(db);
        return user;
    }

    internal override User? Documents(DocumentSession db)
    {
        if (db.FindUser(session.UserId) is not { DisabledAt: null } user || db.FindSession(session.Id) is not null) return null;
        open.Documents(db);
        return user;
    }
}
