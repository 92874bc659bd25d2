using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Finds a stored turn by the id of its user message.</summary>
internal static class TurnRecordMapping
{
    public const string Columns = """
        message_id, conversation_id, running, attempt, model_tag, temperature, max_tokens, top_k,
        finish_reason, outcome_attempt, token_lengths, failure, sent, prompt_tokens, left_out, answer_id,
        empty_answers, system_prompt_tokens, instructions_tokens,
        reasoning, reasoning_tokens, seams, kept_by
        """;

    // Only one process uses a SQLite file, and it reads them at its start.
    private static readonly SqlText Abandoned = new(
        $"SELECT {Columns} FROM generations WHERE running = 1 AND conversation_id > @after ORDER BY conversation_id LIMIT @limit",
        $"""
        SELECT {Columns} FROM generations
        WHERE running = 1 AND conversation_id > @after
            AND NOT EXISTS (SELECT 1 FROM nodes WHERE nodes.id = generations.node_id)
        ORDER BY conversation_id LIMIT @limit
        """);

    public static ValueTask<TurnRecord?> FindTurn(this SqlSession db, Guid turnId) =>
        db.Prepare($"SELECT {Columns} FROM generations WHERE message_id = @turn").Set("@turn", turnId).OneAsync(Read);

    public static TurnRecord? FindTurn(this DocumentSession db, Guid turnId) => db.Turns.Find(turnId) is { } found ? Read(found) : null;

    /// <summary>Returns turns that run on no node that there is, in the order of their conversations' ids.</summary>
    /// <param name="after">The conversation before the first one.</param>
    public static ValueTask<List<TurnRecord>> AbandonedTurns(this SqlSession db, Guid after, int limit) =>
        db.Prepare(Abandoned).Set("@after", after).Set("@limit", limit).AllAsync(Read);

    public static List<TurnRecord> AbandonedTurns(this DocumentSession db, Guid after, int limit) =>
    [
        .. db.Running.All()
            .Where(running => running.Id() > after)
            .OrderBy(running => running.Id())
            .Take(limit)
            .Select(running => db.FindTurn(running["message_id"].AsGuid))
            .OfType<TurnRecord>(),
    ];

    /// <summary>Finds the turn that runs in a conversation. Returns null if none does.</summary>
    public static Guid? RunningTurn(this DocumentSession db, Guid conversationId) => db.Running.Find(conversationId)?["message_id"].AsGuid;

    public static async ValueTask<long> CountRunningTurns(this SqlSession db, Guid userId) => await db
        .Prepare("""
            SELECT count(*) FROM generations JOIN conversations ON conversations.id = generations.conversation_id
            WHERE generations.running = 1 AND conversations.user_id = @user
            """)
        .Set("@user", userId)
        .NumberAsync() ?? 0;

    public static long CountRunningTurns(this DocumentSession db, Guid userId) =>
        db.Running.All().Count(running => db.OwnConversation(userId, running.Id()) is not null);

    public static TurnRecord Read(Row row) => new(
        row.Guid(0),
        row.Guid(1),
        row.Int(2) == 1,
        row.Int(3),
        row.Text(4),
        new(row.DoubleOrNull(5), row.IntOrNull(6), row.IntOrNull(7)),
        row.TextOrNull(8) is { } reason
            ? new(
                reason, row.Int(9), row.BytesOrNull(10), row.TextOrNull(11),
                row.TextOrNull(19) is { } reasoning ? new(reasoning, row.Int(20)) : null)
            : null,
        row.BytesOrNull(12) is { } sent
            ? new(GuidBytes.Unpack(sent), row.Int(13), Words(row.Text(14)))
            {
                EmptyAnswers = GuidBytes.Unpack(row.BytesOrNull(16) ?? []),
                SystemPromptTokens = row.IntOrNull(17) ?? 0,
                InstructionsTokens = row.IntOrNull(18) ?? 0,
            }
            : null,
        row.GuidOrNull(15))
    {
        Seams = Seams.Of(row.TextOrNull(21)),
        KeepsFollowing = row.IntOrNull(22) == row.Int(3),
    };

    public static TurnRecord Read(BsonDocument document) => new(
        document.Id(),
        document["conversation_id"].AsGuid,
        document["running"].AsBoolean,
        document["attempt"].AsInt32,
        document["model_tag"].AsString,
        new(
            document["temperature"].AsNullable(v => v.AsDouble),
            document["max_tokens"].AsNullable(v => v.AsInt32),
            document["top_k"].AsNullable(v => v.AsInt32)),
        document["finish_reason"].IsString
            ? new(
                document["finish_reason"].AsString, document["outcome_attempt"].AsInt32,
                document["token_lengths"].AsBinary, document["failure"].AsString,
                document["reasoning"].IsString ? new(document["reasoning"].AsString, document["reasoning_tokens"].AsInt32) : null)
            : null,
        document["sent"].IsBinary
            ? new(GuidBytes.Unpack(document["sent"].AsBinary), document["prompt_tokens"].AsInt32, Words(document["left_out"].AsString))
            {
                EmptyAnswers = GuidBytes.Unpack(document["empty_answers"].AsBinary ?? []),
                SystemPromptTokens = document["system_prompt_tokens"].AsNullable(v => v.AsInt32) ?? 0,
                InstructionsTokens = document["instructions_tokens"].AsNullable(v => v.AsInt32) ?? 0,
            }
            : null,
        document["answer_id"].AsNullable(v => v.AsGuid))
    {
        Seams = Seams.Of(document["seams"].AsString),
        KeepsFollowing = document["kept_by"] == document["attempt"],
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
