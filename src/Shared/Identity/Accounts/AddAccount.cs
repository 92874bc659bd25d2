using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Adds a user without a session, for an operator. Returns false and writes nothing if the email is taken.</summary>
internal sealed class AddAccount(User user) : TableCommand<User?, bool>
{
    internal override Guid Key => user.Id;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUserByEmail(User.EmailForms(user.Email));

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) writes.Add(user);
        return seen is null;
    }
}
