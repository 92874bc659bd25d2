using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Messages.GetContext;

/// <param name="Before">The ids of the conversation's messages before the turn's message, oldest first.</param>
internal sealed record TurnContext(TurnRecord Turn, IReadOnlyList<Guid> Before);

/// <summary>Returns a turn and the messages before it, or null if this user has no such turn.</summary>
internal sealed class ReadContext(Guid userId, Guid conversationId, Guid turnId) : Query<TurnContext?>
{
    private static readonly SqlText Before = MessageKey.Text(key => $"""
        SELECT id FROM messages
        WHERE {key.Between("0", "(SELECT sequence FROM messages WHERE id = @turn) - 1")}
        ORDER BY {key.Order}
        """);

    internal override async ValueTask<TurnContext?> Sql(SqlSession db)
    {
        if (await db.OwnTurn(userId, conversationId, turnId) is not { } turn) return null;

        return new(turn, await db
            .Prepare(Before)
            .Set("@conversation", conversationId)
            .Set("@turn", turnId)
            .AllAsync(row => row.Guid(0)));
    }

    internal override TurnContext? Documents(DocumentSession db)
    {
        if (db.OwnTurn(userId, conversationId, turnId) is not { } turn) return null;

        var place = db.FindMessage(turnId)!.Sequence;
        if (place == 0) return new(turn, []);
        return new(turn, db.Messages.Ascending(
            MessageMapping.InOrder,
            Keys.Of(conversationId, 0),
            Keys.Of(conversationId, place - 1),
            int.MaxValue,
            message => message.Id()));
    }
}
