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
