using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations;

/// <summary>
/// Decides whether a user may have one more conversation. Those that are created at the same moment may exceed the limit by a few. To count
/// takes longer the more there are, so a count allows a part of the room that it finds. Any thread can call every member.
/// </summary>
internal sealed class ConversationLimit(IStore store, IOptions<LimitsOptions> options)
{
    public const string TooMany = "The account has too many conversations. Delete one first.";

    /// <summary>As many nodes can use their part without exceeding the limit.</summary>
    private const int Parts = 16;

    /// <summary>The number of users in memory at most.</summary>
    private const int MostUsers = 10_000;

    /// <summary>The number of conversations that a user may create before the next count.</summary>
    private readonly ConcurrentDictionary<Guid, int> allowed = new();

    /// <summary>Returns why there may be no more. Null if there may.</summary>
    public async ValueTask<Problem?> RefusalAsync(Guid userId, CancellationToken ct)
    {
        if (TakeAllowed(userId)) return null;
        var room = await CountRoomAsync(userId, ct);
        if (room <= 0) return Problem.Of(StatusCodes.Status409Conflict, TooMany);
        if (allowed.Count >= MostUsers) allowed.Clear();
        allowed[userId] = room / Parts;
        return null;
    }

    /// <summary>Returns how many more the user may have. The caller may use them all, so the next creation counts again.</summary>
    public ValueTask<int> TakeRoomAsync(Guid userId, CancellationToken ct)
    {
        allowed.TryRemove(userId, out _);
        return CountRoomAsync(userId, ct);
    }

    private async ValueTask<int> CountRoomAsync(Guid userId, CancellationToken ct) =>
        options.Value is { Enabled: true, ConversationsPerUser: var most }
            ? most - (int)await store.ReadAsync(new CountConversations(userId, most), ct)
            : int.MaxValue;

    private bool TakeAllowed(Guid userId)
    {
        while (allowed.TryGetValue(userId, out var left) && left > 0)
        {
            if (allowed.TryUpdate(userId, left - 1, left)) return true;
        }

        return false;
    }
}

/// <summary>Counts the conversations of a user, temporary or not, up to this many. The trash does not count.</summary>
internal sealed class CountConversations(Guid userId, int most) : Query<long>
{
    internal override async ValueTask<long> Sql(SqlSession db) => await db
        .Prepare("SELECT count(*) FROM (SELECT 1 FROM conversations WHERE user_id = @user LIMIT @most) few")
        .Set("@user", userId)
        .Set("@most", most)
        .NumberAsync() ?? 0;

    internal override long Documents(DocumentSession db) =>
        Math.Min(most, CountOf(db, ConversationFilter.All) + CountOf(db, ConversationFilter.Temporary));

    private int CountOf(DocumentSession db, ConversationFilter filter) =>
        db.NewestBelow(userId, filter, DateTime.MaxValue, Guid.AllBitsSet, most).Count;
}
