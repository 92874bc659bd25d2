using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.Accounts;

/// <summary>Returns true if the store has an account.</summary>
internal sealed class HasUsers : TableQuery<bool>
{
    protected override ValueTask<bool> ReadAsync(ITableReader db) => db.HasUsers();
}
