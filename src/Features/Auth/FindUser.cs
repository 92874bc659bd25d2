using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth;

internal sealed class FindUser(Guid userId) : TableQuery<User?>
{
    protected override ValueTask<User?> ReadAsync(ITableReader db) => db.FindUser(userId);
}
