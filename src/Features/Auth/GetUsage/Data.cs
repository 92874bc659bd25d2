using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.GetUsage;

internal sealed class ReadUsage(Guid userId) : TableQuery<Usage?>
{
    protected override ValueTask<Usage?> ReadAsync(ITableReader db) => db.FindUsage(userId);
}
