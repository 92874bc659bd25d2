using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Finds a user by the email as an operator types it.</summary>
internal sealed class FindAccount(string email) : TableQuery<User?>
{
    protected override ValueTask<User?> ReadAsync(ITableReader db) => db.FindUserByEmail(User.EmailForms(email));
}
