using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.SetRetention;

/// <summary>Stores how many days a user's conversations are kept. Returns the user, or null if there is none.</summary>
/// <param name="days">Null leaves it to the settings.</param>
internal sealed class StoreRetention(Guid userId, int? days) : TableCommand<User?, User?>
{
    internal override Guid Key => userId;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(userId);

    internal override User? Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) return null;
        var changed = seen with { RetentionDays = days };
        writes.Change(changed);
        return changed;
    }
}
