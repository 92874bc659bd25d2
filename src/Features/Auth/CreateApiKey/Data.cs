using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.CreateApiKey;

/// <summary>
/// Adds an API key, and removes those of the same user that have expired: nothing else would. Returns false, with nothing added, if the
/// user has the maximum number of keys, or is gone.
/// </summary>
internal sealed class AddApiKey(ApiKey key) : TableCommand<AddApiKey.Seen, bool>
{
    /// <summary>The maximum number of keys of a user.</summary>
    public const int Max = 50;

    internal override Guid Key => key.UserId;

    internal sealed record Seen(User? User, List<ApiKey> Keys);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (user, keys) = await Reads.TogetherAsync(db.FindUser(key.UserId), db.ApiKeysOf(key.UserId));
        return new(user, keys);
    }

    internal override bool Decide(Seen seen, ITableWriter writes)
    {
        var expired = seen.Keys.Where(other => other.ExpiresAt <= key.CreatedAt).ToArray();
        if (seen.User is null || seen.Keys.Count - expired.Length >= Max) return false;
        foreach (var other in expired) writes.RemoveApiKey(other.Id);
        writes.Add(key);
        return true;
    }
}
