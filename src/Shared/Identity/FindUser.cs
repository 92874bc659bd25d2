using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity;

/// <summary>Finds the account with this id; null if there is none.</summary>
internal sealed class FindUser(Guid userId) : TableQuery<User?>
{
    protected override ValueTask<User?> ReadAsync(ITableReader db) => db.FindUser(userId);
}
