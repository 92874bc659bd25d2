using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal sealed class AddConversation(Conversation conversation) : Command<Conversation>
{
    internal override Guid Key => conversation.Id;

    internal override async ValueTask<Conversation> Sql(SqlSession db)
    {
        await db.Add(conversation);
        return conversation;
    }

    internal override Conversation Documents(DocumentSession db)
    {
        db.Add(conversation);
        return conversation;
    }
}

/// <summary>Returns true if a user has at least this many conversations.</summary>
/// <param name="many">At least 1.</param>
internal sealed class HasManyConversations(Guid userId, int many) : Query<bool>
{
    internal override ValueTask<bool> Sql(SqlSession db) => db
        .Prepare("SELECT 1 FROM conversations WHERE user_id = @user LIMIT 1 OFFSET @before")
        .Set("@user", userId)
        .Set("@before", many - 1)
        .AnyAsync();

    internal override bool Documents(DocumentSession db) =>
        db.NewestBelow(userId, DateTime.MaxValue, Guid.AllBitsSet, many).Count == many;
}
