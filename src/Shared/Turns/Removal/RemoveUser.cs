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

    /// <summary>The user still has sessions or conversations. Nothing was changed.</summary>
    HasData,
}

/// <summary>Removes a user who has no session and no conversation, with the API keys.</summary>
internal sealed class RemoveUser(Guid userId) : Command<UserRemoval>
{
    internal override Guid Key => userId;

    internal override async ValueTask<UserRemoval> Sql(SqlSession db)
    {
        if (await db.FindUser(userId) is null) return UserRemoval.NotFound;
        var (sessions, conversations) = await Reads.TogetherAsync(
            db.Prepare("SELECT 1 FROM sessions WHERE user_id = @user LIMIT 1").Set("@user", userId).AnyAsync(),
            db.Prepare("SELECT 1 FROM conversations WHERE user_id = @user LIMIT 1").Set("@user", userId).AnyAsync());
        if (sessions || conversations) return UserRemoval.HasData;
        db.Write(db.Prepare("DELETE FROM api_keys WHERE user_id = @user").Set("@user", userId).ExecuteAsync());
        db.Write(db.Prepare("DELETE FROM users WHERE id = @user").Set("@user", userId).ExecuteAsync());
        return UserRemoval.Removed;
    }

    internal override UserRemoval Documents(DocumentSession db)
    {
        if (db.FindUser(userId) is null) return UserRemoval.NotFound;
        var conversations = db.NewestBelow(userId, DateTime.MaxValue, Guid.AllBitsSet, 1);
        if (db.SessionsOf(userId).Count > 0 || conversations.Count > 0) return UserRemoval.HasData;
        foreach (var key in db.ApiKeysOf(userId)) db.RemoveApiKey(key.Id);
        db.Users.Delete(userId);
        return UserRemoval.Removed;
    }
}
