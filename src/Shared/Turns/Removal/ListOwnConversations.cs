using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Removal;

/// <summary>Returns the ids of a user's newest conversations.</summary>
internal sealed class ListOwnConversations(Guid userId, int limit) : Query<List<Guid>>
{
    internal override ValueTask<List<Guid>> Sql(SqlSession db) => db
        .Prepare("SELECT id FROM conversations WHERE user_id = @user ORDER BY updated_at DESC, id DESC LIMIT @limit")
        .Set("@user", userId)
        .Set("@limit", limit)
        .AllAsync(row => row.Guid(0));

    internal override List<Guid> Documents(DocumentSession db) =>
        [.. db.NewestBelow(userId, DateTime.MaxValue, Guid.AllBitsSet, limit).Select(conversation => conversation.Id)];
}

/// <summary>Removes a conversation of a user with all its contents; false if the user has no such conversation.</summary>
internal sealed class RemoveOwnConversation(Guid userId, Guid conversationId) : Command<bool>
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
