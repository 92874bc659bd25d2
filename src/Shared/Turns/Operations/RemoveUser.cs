using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Returns the ids of a user's conversations, at most a limit.</summary>
internal sealed class FindConversationsOf(Guid userId, int limit) : Query<List<Guid>>
{
    internal override async ValueTask<List<Guid>> Sql(SqlSession db)
    {
        var ids = new List<Guid>();
        await db.Prepare("SELECT id FROM conversations WHERE user_id = @user LIMIT @limit")
            .Set("@user", userId)
            .Set("@limit", limit)
            .EachAsync(row => ids.Add(row.Guid(0)));
        return ids;
    }

    internal override List<Guid> Documents(DocumentSession db) =>
        [.. db.NewestBelow(userId, DateTime.MaxValue, Guid.AllBitsSet, limit).Select(conversation => conversation.Id)];
}

/// <summary>Removes a conversation of a user who is being removed. Returns false if there is none.</summary>
internal sealed class RemoveConversationOf(Guid userId, Guid conversationId) : Command<bool>
{
    internal override Guid Key => conversationId;

    internal override async ValueTask<bool> Sql(SqlSession db)
    {
        if (await db.OwnConversation(userId, conversationId) is not { } own) return false;
        db.RemoveWithContents(own);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } own) return false;
        db.RemoveWithContents(own);
        return true;
    }
}

/// <summary>
/// Removes a disabled user who has no conversation, with all else that the user has. Returns false and writes nothing if a conversation
/// is left, or if the user has been enabled again.
/// </summary>
internal sealed class RemoveUser(Guid userId) : Command<bool>
{
    // A conversation of the user may be on its way.
    internal override Guid Key => Guid.Empty;

    internal override async ValueTask<bool> Sql(SqlSession db)
    {
        var user = await db.FindUser(userId);
        var isLast = !await db.Prepare("SELECT 1 FROM conversations WHERE user_id = @user LIMIT 1").Set("@user", userId).AnyAsync();
        return Decide(user, isLast, new SqlTables(db));
    }

    internal override bool Documents(DocumentSession db) => Decide(
        db.FindUser(userId), db.NewestBelow(userId, DateTime.MaxValue, Guid.AllBitsSet, 1).Count == 0, new DocumentTables(db));

    private bool Decide(User? user, bool isEmpty, ITableWriter writes)
    {
        if (user is null) return true;
        if (user.DisabledAt is null || !isEmpty) return false;
        writes.RemoveSessionsOf(userId);
        writes.RemoveInvitesOf(userId);
        writes.RemoveUser(userId);
        return true;
    }
}
