using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Opens a session without a password, for an operator who has the data folder. Returns null and writes nothing if no user has this
/// email, or if the account is disabled.
/// </summary>
/// <param name="email">The email as the operator types it.</param>
/// <param name="session">The session, of any user. It gets the one with the email.</param>
internal sealed class GrantSession(string email, Session session) : TableCommand<User?, User?>
{
    internal override Guid Key => session.Id;

    internal override bool UsesReserve => true;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUserByEmail(User.EmailForms(email));

    internal override User? Decide(User? seen, ITableWriter writes)
    {
        if (seen is not { DisabledAt: null }) return null;
        writes.Add(session with { UserId = seen.Id });
        return seen;
    }
}
