using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Removal;

internal enum UserRemoval
{
    Removed,

    /// <summary>There is no such user.</summary>
    NotFound,

    /// <summary>The user still has sessions, or conversations in the trash or not. Nothing was changed.</summary>
    HasData,
}

/// <summary>Removes a user who has no session and no conversation, with the API keys, the external identities,
/// the invites and the usage.</summary>
internal sealed class RemoveUser(Guid userId) : Command<UserRemoval>
{
    // A conversation of the user may be on its way.
    internal override Guid Key => Guid.Empty;

    internal override bool UsesReserve => true;

    internal override async ValueTask<UserRemoval> Sql(SqlSession db)
    {
        if (await db.FindUser(userId) is null) return UserRemoval.NotFound;
        var (sessions, conversations, trash) = await Reads.TogetherAsync(
            db.Prepare("SELECT 1 FROM sessions WHERE user_id = @user LIMIT 1").Set("@user", userId).AnyAsync(),
            db.Prepare("SELECT 1 FROM conversations WHERE user_id = @user LIMIT 1").Set("@user", userId).AnyAsync(),
            db.Prepare("SELECT 1 FROM trash WHERE user_id = @user LIMIT 1").Set("@user", userId).AnyAsync());
        return Decide(sessions || conversations || trash, new SqlTables(db));
    }

    internal override UserRemoval Documents(DocumentSession db)
    {
        if (db.FindUser(userId) is null) return UserRemoval.NotFound;
        var hasConversations = Has(ConversationFilter.All) || Has(ConversationFilter.Temporary);
        var hasTrash = db.TrashBelow(userId, DateTime.MaxValue, Guid.AllBitsSet, 1).Count > 0;
        return Decide(db.SessionsOf(userId).Count > 0 || hasConversations || hasTrash, new DocumentTables(db));

        bool Has(ConversationFilter filter) => db.NewestBelow(userId, filter, DateTime.MaxValue, Guid.AllBitsSet, 1).Count > 0;
    }

    private UserRemoval Decide(bool hasData, ITableWriter writes)
    {
        if (hasData) return UserRemoval.HasData;
        writes.RemoveApiKeysOf(userId);
        writes.RemoveIdentitiesOf(userId);
        writes.RemoveInvitesOf(userId);
        writes.RemoveUsage(userId);
        writes.RemoveUser(userId);
        return UserRemoval.Removed;
    }
}
