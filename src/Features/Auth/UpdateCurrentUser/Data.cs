using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Auth.UpdateCurrentUser;

/// <summary>Gives a user another name. Returns the user, or null if there is none.</summary>
internal sealed class RenameUser(Guid userId, string name) : TableCommand<User?, User?>
{
    internal override Guid Key => userId;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(userId);

    internal override User? Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) return null;
        var renamed = seen with { Name = name };
        writes.Change(renamed);
        return renamed;
    }
}
