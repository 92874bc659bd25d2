using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Starts and ends a turn's attempts. At most one runs in a conversation. SQL engines ensure that with a partial unique index. Document
/// engines ensure it with the collection <c>running</c>, whose id is the conversation's.
/// </summary>
internal static class AttemptMapping
{
    /// <summary>Assigns what <see cref="SetSent(SqlStatement, SentPrompt?)"/> sets.</summary>
    public const string Sent = """
        sent = @sent, prompt_tokens = @tokens, left_out = @leftOut, empty_answers = @empty, system_prompt_tokens = @systemPrompt,
        instructions_tokens = @instructions
        """;

    private static readonly string[] FieldsOfSent =
        ["sent", "prompt_tokens", "left_out", "empty_answers", "system_prompt_tokens", "instructions_tokens"];

    /// <summary>Assigns what <see cref="SetOutcome"/> sets, and the attempt.</summary>
    public const string Outcome = """
        finish_reason = @reason, outcome_attempt = @attempt, token_lengths = @lengths, failure = @failure,
        reasoning = @reasoning, reasoning_tokens = @reasoningTokens
        """;

    private const string EndWithout = $"""
        UPDATE generations SET running = 0, ended_at = @now, {Sent}
        WHERE message_id = @turn AND running = 1 AND attempt = @attempt
        """;

    private const string EndWith = $"""
        UPDATE generations SET running = 0, ended_at = @now, {Sent},
            {Outcome}
        WHERE message_id = @turn AND running = 1 AND attempt = @attempt
        """;

    private const string ThisNode = "node_id = DEFAULT, ";

    private static readonly SqlText NextAttempt = new(Next(""), Next(ThisNode));
    private static readonly SqlText Continue = new(Continued(""), Continued(ThisNode));

    /// <summary>Stores a new turn that runs.</summary>
    public static ValueTask<int> Add(this SqlSession db, TurnRecord turn, DateTime now) => db
        .Prepare("""
            INSERT INTO generations
                (message_id, conversation_id, running, attempt, model_tag, temperature, max_tokens, top_k, started_at, answer_id, seams)
            VALUES (@turn, @conversation, 1, @attempt, @model, @temperature, @maxTokens, @topK, @now, @answer, @seams)
            """)
        .Set("@turn", turn.Id)
        .Set("@conversation", turn.ConversationId)
        .Set("@attempt", turn.Attempt)
        .Set("@model", turn.ModelTag)
        .Set("@temperature", turn.Sampling.Temperature)
        .Set("@maxTokens", turn.Sampling.MaxTokens)
        .Set("@topK", turn.Sampling.TopK)
        .Set("@now", now)
        .Set("@answer", turn.AnswerId)
        .SetSeams(turn.Seams)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, TurnRecord turn, DateTime now)
    {
        db.Turns.Insert(Write(turn, now));
        db.SetRunning(turn);
    }

    /// <summary>Writes a turn that runs. It has no prompt and no outcome yet.</summary>
    public static BsonDocument Write(TurnRecord turn, DateTime startedAt) => new()
    {
        ["_id"] = turn.Id,
        ["conversation_id"] = turn.ConversationId,
        ["running"] = true,
        ["attempt"] = turn.Attempt,
        ["model_tag"] = turn.ModelTag,
        ["temperature"] = turn.Sampling.Temperature,
        ["max_tokens"] = turn.Sampling.MaxTokens,
        ["top_k"] = turn.Sampling.TopK,
        ["started_at"] = Microseconds.From(startedAt),
        ["answer_id"] = turn.AnswerId,
        ["seams"] = Stored(turn.Seams),
        ["kept_by"] = KeptBy(turn),
    };

    /// <summary>Stores which turn runs in a conversation where none does.</summary>
    public static void SetRunning(this DocumentSession db, TurnRecord turn) =>
        db.Running.Insert(new BsonDocument { ["_id"] = turn.ConversationId, ["message_id"] = turn.Id });

    /// <summary>Starts the next attempt of a turn that does not run. The earlier answer stays.</summary>
    public static ValueTask<int> StartAttempt(this SqlSession db, TurnRecord next, DateTime now) => db
        .Prepare(NextAttempt)
        .Set("@attempt", next.Attempt)
        .Set("@model", next.ModelTag)
        .Set("@now", now)
        .Set("@answer", next.AnswerId)
        .Set("@keptBy", KeptBy(next))
        .Set("@turn", next.Id)
        .ExecuteAsync();

    public static void StartAttempt(this DocumentSession db, TurnRecord next, DateTime now)
    {
        var found = db.Turns.Find(next.Id)!;
        found["running"] = true;
        found["attempt"] = next.Attempt;
        found["model_tag"] = next.ModelTag;
        found["started_at"] = Microseconds.From(now);
        found["answer_id"] = next.AnswerId;
        found["kept_by"] = KeptBy(next);
        foreach (var old in FieldsOfSent.Concat(["ended_at", "seams"])) found.Remove(old);
        db.Turns.Update(found);
        db.SetRunning(next);
    }

    /// <summary>Passes the running attempt on to this node and its next run, which adds a seam.</summary>
    public static ValueTask<int> ContinueAttempt(this SqlSession db, TurnRecord next) => db
        .Prepare(Continue)
        .Set("@answer", next.AnswerId)
        .SetSeams(next.Seams)
        .Set("@turn", next.Id)
        .ExecuteAsync();

    public static void ContinueAttempt(this DocumentSession db, TurnRecord next)
    {
        var found = db.Turns.Find(next.Id)!;
        found["answer_id"] = next.AnswerId;
        found["seams"] = Stored(next.Seams);
        db.Turns.Update(found);
    }

    /// <summary>Ends the running attempt. Without an outcome, the outcome of the earlier attempt stays.</summary>
    public static ValueTask<int> EndAttempt(this SqlSession db, TurnRecord turn, SentPrompt? sent, StoredOutcome? outcome, DateTime now)
    {
        var statement = outcome is null
            ? db.Prepare(EndWithout)
            : db.Prepare(EndWith).SetOutcome(outcome);
        return statement
            .Set("@now", now)
            .SetSent(sent)
            .Set("@turn", turn.Id)
            .Set("@attempt", turn.Attempt)
            .ExecuteAsync();
    }

    public static void EndAttempt(this DocumentSession db, TurnRecord turn, SentPrompt? sent, StoredOutcome? outcome, DateTime now)
    {
        var found = db.Turns.Find(turn.Id)!;
        found["running"] = false;
        found["ended_at"] = Microseconds.From(now);
        Write(found, sent);
        if (outcome is not null) Write(found, outcome);
        db.Turns.Update(found);
        db.Running.Delete(turn.ConversationId);
    }

    /// <summary>Stores what the running attempt sent to the model, as soon as there is something else to store.</summary>
    public static ValueTask<int> SetSent(this SqlSession db, Guid turnId, SentPrompt sent) => db
        .Prepare($"UPDATE generations SET {Sent} WHERE message_id = @turn")
        .SetSent(sent)
        .Set("@turn", turnId)
        .ExecuteAsync();

    public static void SetSent(this DocumentSession db, Guid turnId, SentPrompt sent)
    {
        var found = db.Turns.Find(turnId)!;
        Write(found, sent);
        db.Turns.Update(found);
    }

    /// <param name="thisNode">Sets the node of the attempt, on an engine that several nodes share. Ends with a comma unless empty.</param>
    private static string Next(string thisNode) => $"""
        UPDATE generations SET running = 1, {thisNode}attempt = @attempt, model_tag = @model, started_at = @now, answer_id = @answer, kept_by = @keptBy,
            ended_at = NULL, sent = NULL, prompt_tokens = NULL, left_out = NULL, empty_answers = NULL,
            system_prompt_tokens = NULL, instructions_tokens = NULL, seams = NULL
        WHERE message_id = @turn
        """;

    private static string Continued(string thisNode) =>
        $"UPDATE generations SET {thisNode}answer_id = @answer, seams = @seams WHERE message_id = @turn";

    /// <summary>Returns the attempt whose answer keeps what follows. An attempt that a node of the release before starts has another number.</summary>
    public static int? KeptBy(TurnRecord turn) => turn.KeepsFollowing ? turn.Attempt : null;

    public static SqlStatement SetSeams(this SqlStatement statement, Seams seams) => statement.Set("@seams", Stored(seams));

    /// <summary>Sets all of an outcome but its attempt.</summary>
    public static SqlStatement SetOutcome(this SqlStatement statement, StoredOutcome? outcome) => statement
        .Set("@reason", outcome?.FinishReason)
        .Set("@lengths", outcome?.TokenLengths)
        .Set("@failure", outcome?.Failure)
        .Set("@reasoning", outcome?.Reasoning?.Text)
        .Set("@reasoningTokens", outcome?.Reasoning?.Tokens);

    public static void Write(BsonDocument turn, StoredOutcome outcome)
    {
        turn["finish_reason"] = outcome.FinishReason;
        turn["outcome_attempt"] = outcome.Attempt;
        turn["token_lengths"] = outcome.TokenLengths;
        turn["failure"] = outcome.Failure;
        turn["reasoning"] = outcome.Reasoning?.Text;
        turn["reasoning_tokens"] = outcome.Reasoning?.Tokens;
    }

    public static SqlStatement SetSent(this SqlStatement statement, SentPrompt? sent) => statement
        .Set("@sent", sent is null ? null : GuidBytes.Pack(sent.MessageIds))
        .Set("@tokens", sent?.Tokens)
        .Set("@leftOut", sent is null ? null : string.Join(' ', sent.LeftOut))
        .Set("@empty", Empty(sent))
        .Set("@systemPrompt", sent?.SystemPromptTokens)
        .Set("@instructions", sent?.InstructionsTokens);

    public static void Write(BsonDocument turn, SentPrompt? sent)
    {
        turn["sent"] = sent is null ? null : GuidBytes.Pack(sent.MessageIds);
        turn["prompt_tokens"] = sent?.Tokens;
        turn["left_out"] = sent is null ? null : string.Join(' ', sent.LeftOut);
        turn["empty_answers"] = Empty(sent);
        turn["system_prompt_tokens"] = sent?.SystemPromptTokens;
        turn["instructions_tokens"] = sent?.InstructionsTokens;
    }

    /// <summary>Returns null if there is none, as nearly always, so that it takes no room.</summary>
    public static string? Stored(Seams seams) => seams == Seams.None ? null : seams.Text;

    /// <summary>Returns null if there is none, as nearly always, so that it takes no room.</summary>
    private static byte[]? Empty(SentPrompt? sent) => sent is { EmptyAnswers.Count: > 0 } ? GuidBytes.Pack(sent.EmptyAnswers) : null;
}
