using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>A turn without its messages, which may be megabytes; null where there is none in a conversation of this user's with that id.</summary>
internal sealed class FindTurn(Guid userId, Guid conversationId, Guid turnId) : Query<TurnRecord?>
{
    internal override TurnRecord? Sql(SqlSession db) => db.OwnTurn(userId, conversationId, turnId);

    internal override TurnRecord? Documents(DocumentSession db) => db.OwnTurn(userId, conversationId, turnId);
}
