using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.ListApiKeys;

/// <summary>Returns the API keys of a user in the order of their ids, with those that have expired.</summary>
internal sealed class ReadApiKeys(Guid userId) : TableQuery<List<ApiKey>>
{
    protected override ValueTask<List<ApiKey>> ReadAsync(ITableReader db) => db.ApiKeysOf(userId);
}
