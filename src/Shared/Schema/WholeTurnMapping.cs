using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Holds all that is stored of a turn, except its messages and checkpoints.</summary>
/// <param name="StartedAt">The start of the latest attempt.</param>
/// <param name="EndedAt">The end of the latest attempt. Null while it runs.</param>
internal sealed record WholeTurn(TurnRecord Turn, DateTime StartedAt, DateTime? EndedAt);

/// <summary>Reads and writes turns in any state. <see cref="AttemptMapping"/> takes turns from one state to the next.</summary>
internal static class WholeTurnMapping
{
    /// <summary>The columns that <see cref="Read(Row)"/> reads.</summary>
    public const string Columns = TurnRecordMapping.Columns + ", started_at, ended_at";

    /// <summary>The number of the column in <see cref="Columns"/>.</summary>
    private const int StartedAt = 23;

    public static WholeTurn Read(Row row) => new(TurnRecordMapping.Read(row), row.Time(StartedAt), row.TimeOrNull(StartedAt + 1));

    public static WholeTurn Read(BsonDocument document) => new(
        TurnRecordMapping.Read(document),
        document.Time("started_at"),
        document["ended_at"].AsNullable(ended => Microseconds.ToUtc(ended.AsInt64)));

    public static ValueTask<int> Add(this SqlSession db, WholeTurn stored) => db
        .Prepare($"""
            INSERT INTO generations ({Columns})
            VALUES (
                @turn, @conversation, @running, @attempt, @model, @temperature, @maxTokens, @topK,
                @reason, @outcomeAttempt, @lengths, @failure, @sent, @tokens, @leftOut, @answer,
                @empty, @systemPrompt, @instructions,
                @reasoning, @reasoningTokens, @seams, @keptBy, @started, @ended)
            """)
        .Set("@turn", stored.Turn.Id)
        .Set("@conversation", stored.Turn.ConversationId)
        .Set("@running", stored.Turn.IsRunning ? 1 : 0)
        .Set("@attempt", stored.Turn.Attempt)
        .Set("@model", stored.Turn.ModelTag)
        .Set("@temperature", stored.Turn.Sampling.Temperature)
        .Set("@maxTokens", stored.Turn.Sampling.MaxTokens)
        .Set("@topK", stored.Turn.Sampling.TopK)
        .Set("@outcomeAttempt", stored.Turn.Outcome?.Attempt)
        .SetOutcome(stored.Turn.Outcome)
        .SetSent(stored.Turn.Sent)
        .Set("@answer", stored.Turn.AnswerId)
        .SetSeams(stored.Turn.Seams)
        .Set("@keptBy", AttemptMapping.KeptBy(stored.Turn))
        .Set("@started", stored.StartedAt)
        .Set("@ended", stored.EndedAt is { } ended ? Microseconds.From(ended) : null)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, WholeTurn stored)
    {
        var document = AttemptMapping.Write(stored.Turn, stored.StartedAt);
        document["running"] = stored.Turn.IsRunning;
        document["ended_at"] = stored.EndedAt is { } ended ? Microseconds.From(ended) : null;
        AttemptMapping.Write(document, stored.Turn.Sent);
        if (stored.Turn.Outcome is { } outcome) AttemptMapping.Write(document, outcome);
        db.Turns.Insert(document);
        if (stored.Turn.IsRunning) db.SetRunning(stored.Turn);
    }
}
