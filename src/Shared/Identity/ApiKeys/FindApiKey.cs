using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Identity.ApiKeys;

internal sealed class FindApiKey(Guid keyId) : TableQuery<ApiKey?>
{
    protected override ValueTask<ApiKey?> ReadAsync(ITableReader db) => db.FindApiKey(keyId);
}
