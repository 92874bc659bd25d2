using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// A turn's attempts begin and end. At most one runs in a conversation: SQL engines keep that with a partial unique index,
/// document engines with the collection <c>running</c>, whose id is the conversation's.
/// </summary>
internal static class AttemptMapping
{
    private const string EndWithout = """
        UPDATE generations SET running = 0, ended_at = @now, sent = @sent, prompt_tokens = @tokens, left_out = @leftOut
        WHERE message_id = @turn AND running = 1 AND attempt = @attempt
        """;

    private const string EndWith = """
        UPDATE generations SET running = 0, ended_at = @now, sent = @sent, prompt_tokens = @tokens, left_out = @leftOut,
            finish_reason = @reason, outcome_attempt = @attempt, token_lengths = @lengths, failure = @failure
        WHERE message_id = @turn AND running = 1 AND attempt = @attempt
        """;

    /// <summary>Stores a new turn, which runs.</summary>
    public static void Add(this SqlSession db, TurnRecord turn, DateTime now) => db
        .Prepare("""
            INSERT INTO generations (message_id, conversation_id, running, attempt, model_tag, temperature, max_tokens, top_k, started_at)
            VALUES (@turn, @conversation, 1, @attempt, @model, @temperature, @maxTokens, @topK, @now)
            """)
        .Set("@turn", turn.Id)
        .Set("@conversation", turn.ConversationId)
        .Set("@attempt", turn.Attempt)
        .Set("@model", turn.ModelTag)
        .Set("@temperature", turn.Sampling.Temperature)
        .Set("@maxTokens", turn.Sampling.MaxTokens)
        .Set("@topK", turn.Sampling.TopK)
        .Set("@now", now)
        .Execute();

    public static void Add(this DocumentSession db, TurnRecord turn, DateTime now)
    {
        db.Turns.Insert(new BsonDocument
        {
            ["_id"] = turn.Id,
            ["conversation_id"] = turn.ConversationId,
            ["running"] = true,
            ["attempt"] = turn.Attempt,
            ["model_tag"] = turn.ModelTag,
            ["temperature"] = turn.Sampling.Temperature,
            ["max_tokens"] = turn.Sampling.MaxTokens,
            ["top_k"] = turn.Sampling.TopK,
            ["started_at"] = Microseconds.From(now),
        });
        db.Running.Insert(new BsonDocument { ["_id"] = turn.ConversationId, ["message_id"] = turn.Id });
    }

    /// <summary>Begins the next attempt of a turn that does not run; what stands goes on standing.</summary>
    public static TurnRecord RestartTurn(this SqlSession db, TurnRecord turn, string modelTag, DateTime now)
    {
        var next = turn with { IsRunning = true, Attempt = turn.Attempt + 1, ModelTag = modelTag, Sent = null };
        db.Prepare("""
            UPDATE generations SET running = 1, attempt = @attempt, model_tag = @model, started_at = @now, ended_at = NULL, sent = NULL, prompt_tokens = NULL, left_out = NULL
            WHERE message_id = @turn
            """)
            .Set("@attempt", next.Attempt)
            .Set("@model", modelTag)
            .Set("@now", now)
            .Set("@turn", turn.Id)
            .Execute();
        return next;
    }

    public static TurnRecord RestartTurn(this DocumentSession db, TurnRecord turn, string modelTag, DateTime now)
    {
        var next = turn with { IsRunning = true, Attempt = turn.Attempt + 1, ModelTag = modelTag, Sent = null };
        var found = db.Turns.Find(turn.Id)!;
        found["running"] = true;
        found["attempt"] = next.Attempt;
        found["model_tag"] = modelTag;
        found["started_at"] = Microseconds.From(now);
        foreach (var old in new[] { "ended_at", "sent", "prompt_tokens", "left_out" }) found.Remove(old);
        db.Turns.Update(found);
        db.Running.Insert(new BsonDocument { ["_id"] = turn.ConversationId, ["message_id"] = turn.Id });
        return next;
    }

    /// <summary>Ends an attempt; without an outcome the one before goes on standing. False if that attempt does not run.</summary>
    public static bool EndAttempt(this SqlSession db, Guid turnId, int attempt, SentPrompt? sent, StoredOutcome? outcome, DateTime now)
    {
        // One statement a turn, in the writer's transaction: which one depends on whether an outcome comes with it.
        var statement = db.Prepare(outcome is null ? EndWithout : EndWith);
        if (outcome is not null)
        {
            statement
                .Set("@reason", outcome.FinishReason)
                .Set("@lengths", outcome.TokenLengths)
                .Set("@failure", outcome.Failure);
        }

        return statement
            .Set("@now", now)
            .SetSent(sent)
            .Set("@turn", turnId)
            .Set("@attempt", attempt)
            .Execute() > 0;
    }

    public static bool EndAttempt(this DocumentSession db, Guid turnId, int attempt, SentPrompt? sent, StoredOutcome? outcome, DateTime now)
    {
        if (db.Turns.Find(turnId) is not { } found || !found["running"].AsBoolean || found["attempt"].AsInt32 != attempt) return false;
        found["running"] = false;
        found["ended_at"] = Microseconds.From(now);
        Write(found, sent);
        if (outcome is not null)
        {
            found["finish_reason"] = outcome.FinishReason;
            found["outcome_attempt"] = outcome.Attempt;
            found["token_lengths"] = outcome.TokenLengths;
            found["failure"] = outcome.Failure;
        }

        db.Turns.Update(found);
        db.Running.Delete(found["conversation_id"]);
        return true;
    }

    /// <summary>What the attempt that runs was sent, as soon as there is something else to store.</summary>
    public static void SetSent(this SqlSession db, Guid turnId, SentPrompt sent) => db
        .Prepare("UPDATE generations SET sent = @sent, prompt_tokens = @tokens, left_out = @leftOut WHERE message_id = @turn")
        .SetSent(sent)
        .Set("@turn", turnId)
        .Execute();

    public static void SetSent(this DocumentSession db, Guid turnId, SentPrompt sent)
    {
        var found = db.Turns.Find(turnId)!;
        Write(found, sent);
        db.Turns.Update(found);
    }

    private static SqlStatement SetSent(this SqlStatement statement, SentPrompt? sent) => statement
        .Set("@sent", sent is null ? null : GuidBytes.Pack(sent.MessageIds))
        .Set("@tokens", sent?.Tokens)
        .Set("@leftOut", sent is null ? null : string.Join(' ', sent.LeftOut));

    private static void Write(BsonDocument turn, SentPrompt? sent)
    {
        if (sent is null) return;
        turn["sent"] = GuidBytes.Pack(sent.MessageIds);
        turn["prompt_tokens"] = sent.Tokens;
        turn["left_out"] = string.Join(' ', sent.LeftOut);
    }
}
