using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Counts in one row for each user. No conversation is needed for that, so the deletion of conversations changes nothing. The tokens of
/// running turns are not counted yet: the rows of these turns reserve them, and cannot outlast them.
/// </summary>
internal static class UsageMapping
{
    public const string Columns = "user_id, day, turns, tokens, turns_per_day, tokens_per_day";

    // A user who is gone has no row, and gets none.
    private const string Count = """
        INSERT INTO usage (user_id, day, turns, tokens) SELECT id, @day, @turns, @tokens FROM users WHERE id = @user
        ON CONFLICT (user_id) DO UPDATE SET
            turns = CASE WHEN excluded.day > usage.day THEN 0 ELSE usage.turns END + excluded.turns,
            tokens = CASE WHEN excluded.day > usage.day THEN 0 ELSE usage.tokens END + excluded.tokens,
            day = CASE WHEN excluded.day > usage.day THEN excluded.day ELSE usage.day END
        """;

    private const string Quota = """
        INSERT INTO usage (user_id, day, turns, tokens, turns_per_day, tokens_per_day)
        SELECT id, 0, 0, 0, @turns, @tokens FROM users WHERE id = @user
        ON CONFLICT (user_id) DO UPDATE SET turns_per_day = excluded.turns_per_day, tokens_per_day = excluded.tokens_per_day
        """;

    public static Usage Read(Row row) =>
        new(row.Guid(0), row.Long(1), row.Long(2), row.Long(3), row.LongOrNull(4), row.LongOrNull(5));

    public static Usage Read(BsonDocument document) => new(
        document.Id(),
        document["day"].AsInt64,
        document["turns"].AsInt64,
        document["tokens"].AsInt64,
        document["turns_per_day"].AsNullable(v => v.AsInt64),
        document["tokens_per_day"].AsNullable(v => v.AsInt64));

    public static ValueTask<Usage?> FindUsage(this SqlSession db, Guid userId) =>
        db.Prepare($"SELECT {Columns} FROM usage WHERE user_id = @user").Set("@user", userId).OneAsync(Read);

    public static Usage? FindUsage(this DocumentSession db, Guid userId) => db.Usage.Find(userId) is { } found ? Read(found) : null;

    /// <summary>Returns the sum of the tokens that the user's running turns may still write.</summary>
    /// <param name="each">What a turn may write that names no maximum.</param>
    public static async ValueTask<long> ReservedTokens(this SqlSession db, Guid userId, int each) => await db
        .Prepare("""
            SELECT CAST(coalesce(sum(coalesce(max_tokens, @each)), 0) AS bigint)
            FROM generations JOIN conversations ON conversations.id = generations.conversation_id
            WHERE generations.running = 1 AND conversations.user_id = @user
            """)
        .Set("@each", each)
        .Set("@user", userId)
        .NumberAsync() ?? 0;

    public static long ReservedTokens(this DocumentSession db, Guid userId, int each) => db.Running.All()
        .Where(running => db.OwnConversation(userId, running.Id()) is not null)
        .Sum(running => (long)(db.FindTurn(running["message_id"].AsGuid)!.Sampling.MaxTokens ?? each));

    public static ValueTask<int> CountUsage(this SqlSession db, Guid userId, long day, int turns, long tokens) => db
        .Prepare(Count)
        .Set("@day", day)
        .Set("@turns", turns)
        .Set("@tokens", tokens)
        .Set("@user", userId)
        .ExecuteAsync();

    public static void CountUsage(this DocumentSession db, Guid userId, long day, int turns, long tokens) => db.Change(userId, usage =>
    {
        var today = usage.On(day);
        return today with { Turns = today.Turns + turns, Tokens = today.Tokens + tokens };
    });

    public static ValueTask<int> SetQuota(this SqlSession db, Guid userId, long? turnsPerDay, long? tokensPerDay) => db
        .Prepare(Quota)
        .Set("@turns", turnsPerDay)
        .Set("@tokens", tokensPerDay)
        .Set("@user", userId)
        .ExecuteAsync();

    public static void SetQuota(this DocumentSession db, Guid userId, long? turnsPerDay, long? tokensPerDay) =>
        db.Change(userId, usage => usage with { TurnsPerDay = turnsPerDay, TokensPerDay = tokensPerDay });

    /// <summary>Adds the row of a user who has none.</summary>
    public static ValueTask<int> Add(this SqlSession db, Usage usage) => db
        .Prepare($"INSERT INTO usage ({Columns}) VALUES (@user, @day, @turns, @tokens, @turnsPerDay, @tokensPerDay)")
        .Set("@user", usage.UserId)
        .Set("@day", usage.Day)
        .Set("@turns", usage.Turns)
        .Set("@tokens", usage.Tokens)
        .Set("@turnsPerDay", usage.TurnsPerDay)
        .Set("@tokensPerDay", usage.TokensPerDay)
        .ExecuteAsync();

    public static void Add(this DocumentSession db, Usage usage) => db.Usage.Save(new BsonDocument
    {
        ["_id"] = usage.UserId,
        ["day"] = usage.Day,
        ["turns"] = usage.Turns,
        ["tokens"] = usage.Tokens,
        ["turns_per_day"] = usage.TurnsPerDay,
        ["tokens_per_day"] = usage.TokensPerDay,
    });

    public static ValueTask<int> RemoveUsage(this SqlSession db, Guid userId) =>
        db.Prepare("DELETE FROM usage WHERE user_id = @user").Set("@user", userId).ExecuteAsync();

    public static void RemoveUsage(this DocumentSession db, Guid userId) => db.Usage.Delete(userId);

    private static void Change(this DocumentSession db, Guid userId, Func<Usage, Usage> change)
    {
        if (db.Users.Find(userId) is null) return;
        db.Add(change(db.FindUsage(userId) ?? new(userId, 0, 0, 0, null, null)));
    }
}
