using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Stores the versions of answers. A turn that had one answer only has none here. Before another attempt starts, and before another version is
/// selected, the standing answer is stored with all that belongs to it. A stored version never changes.
/// </summary>
internal static class VersionMapping
{
    // A turn's columns in the places in which a turn is read, and behind them those of the answer.
    public const string Columns = """
        message_id, conversation_id, 0, attempt, model_tag, NULL, NULL, NULL,
        finish_reason, attempt, token_lengths, failure, sent, prompt_tokens, left_out, answer_id,
        empty_answers, system_prompt_tokens, instructions_tokens,
        reasoning, reasoning_tokens, seams, NULL,
        sequence, content, token_count, answer_model_tag, inference_time_ms, created_at, own_tokens
        """;

    /// <summary>The number of the first column of the answer in <see cref="Columns"/>.</summary>
    private const int FirstOfAnswer = 23;

    public static AnswerVersion Read(Row row)
    {
        var turn = TurnRecordMapping.Read(row);
        return new(turn, new Message(
            turn.AnswerId!.Value, turn.ConversationId, row.Int(FirstOfAnswer), Roles.Assistant, row.Text(FirstOfAnswer + 1),
            row.Int(FirstOfAnswer + 2), row.InternedText(FirstOfAnswer + 3), row.Int(FirstOfAnswer + 4), row.Time(FirstOfAnswer + 5),
            row.IntOrNull(FirstOfAnswer + 6)));
    }

    public static AnswerVersion Read(BsonDocument document)
    {
        var turn = TurnRecordMapping.Read(new BsonDocument(document)
        {
            ["_id"] = document["message_id"],
            ["running"] = false,
            ["outcome_attempt"] = document["attempt"],
        });
        return new(turn, new Message(
            turn.AnswerId!.Value, turn.ConversationId, document["sequence"].AsInt32, Roles.Assistant, document["content"].AsString,
            document["token_count"].AsInt32, document["answer_model_tag"].AsString, document["inference_time_ms"].AsInt32,
            document.Time("created_at"), document["own_tokens"].AsNullable(own => own.AsInt32)));
    }

    /// <summary>Stores a version, unless that attempt's answer is stored already.</summary>
    public static ValueTask<int> Keep(this SqlSession db, AnswerVersion version) => db
        .Prepare("""
            INSERT INTO versions (
                message_id, attempt, conversation_id, model_tag, finish_reason, token_lengths, failure, sent, prompt_tokens, left_out,
                empty_answers, system_prompt_tokens, instructions_tokens, reasoning, reasoning_tokens, seams,
                answer_id, sequence, content, token_count, answer_model_tag, inference_time_ms, created_at, own_tokens)
            VALUES (
                @turn, @attempt, @conversation, @model, @reason, @lengths, @failure, @sent, @tokens, @leftOut,
                @empty, @systemPrompt, @instructions, @reasoning, @reasoningTokens, @seams,
                @answer, @sequence, @content, @count, @answerModel, @inference, @created, @own)
            ON CONFLICT (message_id, attempt) DO NOTHING
            """)
        .Set("@turn", version.Turn.Id)
        .Set("@attempt", version.Turn.Attempt)
        .Set("@conversation", version.Turn.ConversationId)
        .Set("@model", version.Turn.ModelTag)
        .SetOutcome(version.Turn.Outcome)
        .SetSent(version.Turn.Sent)
        .SetSeams(version.Turn.Seams)
        .Set("@answer", version.Answer.Id)
        .Set("@sequence", version.Answer.Sequence)
        .Set("@content", version.Answer.Content)
        .Set("@count", version.Answer.TokenCount)
        .Set("@answerModel", version.Answer.ModelTag)
        .Set("@inference", version.Answer.InferenceTimeMs)
        .Set("@created", version.Answer.CreatedAt)
        .Set("@own", version.Answer.OwnTokenCount)
        .ExecuteAsync();

    public static void Keep(this DocumentSession db, AnswerVersion version)
    {
        if (db.FindVersion(version.Turn.Id, version.Turn.Attempt) is not null) return;
        db.Versions.Insert(Write(version.Turn, version.Answer));
    }

    /// <summary>Finds the answer that an attempt at a turn wrote.</summary>
    public static ValueTask<AnswerVersion?> FindVersion(this SqlSession db, Guid turnId, int attempt) => db
        .Prepare($"SELECT {Columns} FROM versions WHERE message_id = @turn AND attempt = @attempt")
        .Set("@turn", turnId)
        .Set("@attempt", attempt)
        .OneAsync(Read);

    public static AnswerVersion? FindVersion(this DocumentSession db, Guid turnId, int attempt)
    {
        var key = Keys.Of(turnId, attempt);
        return db.Versions.Ascending("_id", key, key, 1, Read) is [var found] ? found : null;
    }

    private static BsonDocument Write(TurnRecord turn, Message answer)
    {
        var document = new BsonDocument
        {
            ["_id"] = Keys.Of(turn.Id, turn.Attempt),
            ["message_id"] = turn.Id,
            ["attempt"] = turn.Attempt,
            ["conversation_id"] = turn.ConversationId,
            ["model_tag"] = turn.ModelTag,
            ["seams"] = AttemptMapping.Stored(turn.Seams),
            ["answer_id"] = answer.Id,
            ["sequence"] = answer.Sequence,
            ["content"] = answer.Content,
            ["token_count"] = answer.TokenCount,
            ["answer_model_tag"] = answer.ModelTag,
            ["inference_time_ms"] = answer.InferenceTimeMs,
            ["created_at"] = Microseconds.From(answer.CreatedAt),
            ["own_tokens"] = answer.OwnTokenCount,
        };
        AttemptMapping.Write(document, turn.Sent);
        AttemptMapping.Write(document, turn.Outcome!);
        // It is the version's own attempt.
        document.Remove("outcome_attempt");
        return document;
    }
}
