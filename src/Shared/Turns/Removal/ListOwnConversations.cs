using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Removal;

/// <summary>Returns the ids of a user's newest conversations.</summary>
internal sealed class ListOwnConversations(Guid userId, int limit) : Query<List<Guid>>
{
    internal override ValueTask<List<Guid>> Sql(SqlSession db) => db
        .NewestBelow(userId, ConversationFilter.All, DateTime.MaxValue, Guid.AllBitsSet, limit)
        .AllAsync(row => row.Guid(ConversationMapping.Id));

    internal override List<Guid> Documents(DocumentSession db) =>
    [
        .. db.NewestBelow(userId, ConversationFilter.All, DateTime.MaxValue, Guid.AllBitsSet, limit)
            .Select(conversation => conversation.Id),
    ];
}

/// <summary>Removes a conversation of a user with all its contents; false if the user has no such conversation.</summary>
internal sealed class RemoveOwnConversation(Guid userId, Guid conversationId) : Command<bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

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
