using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.DeleteApiKey;

/// <summary>Removes an API key of a user; false if the user has no such key.</summary>
internal sealed class RemoveApiKey(Guid userId, Guid keyId) : TableCommand<ApiKey?, bool>
{
    internal override Guid Key => userId;

    internal override bool UsesReserve => true;

    internal override ValueTask<ApiKey?> LookAsync(ITableReader db) => db.FindApiKey(keyId);

    internal override bool Decide(ApiKey? seen, ITableWriter writes)
    {
        if (seen?.UserId != userId) return false;
        writes.RemoveApiKey(keyId);
        return true;
    }
}
