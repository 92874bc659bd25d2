using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Mappings;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.CreateConversation;

public sealed class AddConversation(Conversation conversation) : Command<Conversation>
{
    internal override Conversation Sql(SqlSession db)
    {
        db.Prepare($"INSERT INTO conversations ({ConversationMapping.Columns}) VALUES (@id, @user, @title, @model, @created, @updated)")
            .Set("@id", conversation.Id)
            .Set("@user", conversation.UserId)
            .Set("@title", conversation.Title)
            .Set("@model", conversation.ModelTag)
            .Set("@created", conversation.CreatedAt)
            .Set("@updated", conversation.UpdatedAt)
            .Execute();
        return conversation;
    }

    internal override Conversation Documents(DocumentSession db)
    {
        db.Add(conversation);
        return conversation;
    }
}
