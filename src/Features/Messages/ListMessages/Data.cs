using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Messages.ListMessages;

/// <summary>Returns the messages of a conversation's active path after the cursor in order, or null if this user has no such conversation.</summary>
/// <param name="after">The sequence of the last message before the page.</param>
/// <param name="limit">
/// 1 or more, and less than <see cref="int.MaxValue"/>. The query reads one more row to find out whether there is a next page.
/// </param>
internal sealed class PageOfMessages(Guid userId, Guid conversationId, int after, int limit, Extras extras = Extras.None)
    : Query<JsonPage<int>?>
{
    private static readonly SqlText Messages = MessageKey.Text(key => $"""
        SELECT {MessageMapping.ListColumns} FROM messages
        WHERE {After(key)}
        ORDER BY {key.Order} LIMIT @limit
        """);

    // A question lies directly before its answer, and its id is the turn's.
    private static readonly SqlText MessagesWithExtras = MessageKey.Text(key => $"""
        SELECT {MessageMapping.ListColumns}, finish_reason, reasoning, reasoning_tokens, failure, prompt_tokens
        FROM messages LEFT JOIN
            (SELECT message_id AS turn_id, finish_reason, reasoning, reasoning_tokens, failure, prompt_tokens FROM generations) turns
            ON role = 'assistant' AND turn_id = (SELECT question.id FROM messages question WHERE {key.Precedes("question", "messages")})
        WHERE {After(key)}
        ORDER BY {key.Order} LIMIT @limit
        """);

    internal override async ValueTask<JsonPage<int>?> Sql(SqlSession db)
    {
        if (!await db.Owns(userId, conversationId)) return null;

        var page = new JsonPage<int>(limit);
        var tree = extras.HasFlag(Extras.Versions) ? await db.ReadTree(conversationId) : null;
        Action<Utf8JsonWriter, Row> write =
            extras == Extras.None ? MessageRow.Write : (json, row) => MessageRow.Write(json, row, extras, tree);
        await (extras == Extras.None ? db.Prepare(Messages) : db.Prepare(MessagesWithExtras))
            .Set("@conversation", conversationId)
            .Set("@after", after)
            .Set("@limit", limit + 1)
            .EachAsync(row => page.Add(row, row.Int(MessageMapping.Sequence), write));
        return page.End();
    }

    private static string After(MessageKey key) => $"{key.Between("@after + 1", MessageKey.MaxSequence)} AND {MessageMapping.OnPath}";

    internal override JsonPage<int>? Documents(DocumentSession db)
    {
        if (db.OwnConversation(userId, conversationId) is null) return null;

        var page = new JsonPage<int>(limit);
        var tree = extras.HasFlag(Extras.Versions) ? db.ReadTree(conversationId) : null;
        var found = db.Messages.Ascending(
            MessageMapping.InOrder,
            Keys.Of(conversationId, Math.Min(after, Message.MaxSequence) + 1),
            Keys.Of(conversationId, MessageMapping.EndOfPath - 1),
            limit + 1,
            MessageMapping.Read);
        foreach (var message in found)
        {
            page.Add(message, message.Sequence, (json, row) => MessageRow.Write(json, row, extras, TurnOf(row), tree));
        }

        return page.End();

        TurnRecord? TurnOf(Message message) =>
            extras == Extras.None || message.Role == Roles.User ? null : db.FindTurn(db.QuestionOf(message)!.Id);
    }
}
