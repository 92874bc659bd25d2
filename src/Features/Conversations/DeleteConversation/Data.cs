using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

/// <summary>Removes a conversation with all its contents, if it is as the client knows it.</summary>
internal sealed class RemoveConversation(Guid userId, Guid conversationId, IfMatch condition = default) : Command<EditStatus>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    internal override async ValueTask<EditStatus> Sql(SqlSession db)
    {
        if (await db.OwnConversation(userId, conversationId) is not { } own) return EditStatus.NotFound;
        if (!own.IsAs(condition)) return EditStatus.Outdated;
        db.RemoveWithContents(own);
        return EditStatus.Done;
    }

    internal override EditStatus Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is not { } own) return EditStatus.NotFound;
        if (!own.IsAs(condition)) return EditStatus.Outdated;
        db.RemoveWithContents(own);
        return EditStatus.Done;
    }
}
