using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.Register;

/// <summary>Adds a user with a first session; false, with nothing written, if the email is taken.</summary>
internal sealed class AddUser(User user, Session session) : TableCommand<User?, bool>
{
    internal override Guid Key => user.Id;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUserByEmail(User.EmailForms(user.Email));

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is not null) return false;
        writes.Add(user);
        writes.Add(session);
        return true;
    }
}
