using Npgsql;
using NpgsqlTypes;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Reads the revocations that are new to this node. A transaction gets its number long before it commits, so rows do not appear in the
/// order of their numbers. Therefore the next read begins at the oldest transaction that still ran during this one.
/// </summary>
internal sealed class RevocationTable
{
    /// <summary>Returns where the next read begins. It comes before <see cref="Rows"/>, and so with an older snapshot.</summary>
    public const string Next = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    private const string Rows = "SELECT session_id, user_id FROM revocations WHERE transaction >= $1";

    /// <summary>
    /// Removes what every node has read or no longer needs. No access token and no ticket lives longer than a day, and neither does a
    /// cached one.
    /// </summary>
    public const string RemoveOld = "DELETE FROM revocations WHERE revoked_at < clock_timestamp() - interval '1 day'";

    private static readonly Revoked Nothing = new([], []);

    private HashSet<(Guid? Session, Guid User)> told = [];

    // A node that starts has no tokens, so nothing that was revoked before concerns it.
    private long from = long.MaxValue;

    public NpgsqlBatchCommand Read() => new(Rows)
    {
        Parameters = { new NpgsqlParameter<long> { TypedValue = from, NpgsqlDbType = NpgsqlDbType.Bigint } },
    };

    /// <summary>Takes over the result of <see cref="Read"/>. Call it after the commit, because a lost number may be used again.</summary>
    /// <param name="next">The result of <see cref="Next"/>.</param>
    /// <returns>What was not told before.</returns>
    public Revoked Take(List<(Guid? Session, Guid User)> rows, long next)
    {
        from = next;
        if (rows.Count == 0 && told.Count == 0) return Nothing;
        var fresh = rows.Where(row => !told.Contains(row)).ToArray();
        told = [.. rows];
        return new(
            [.. fresh.Where(row => row.Session is not null).Select(row => row.Session!.Value)],
            [.. fresh.Where(row => row.Session is null).Select(row => row.User)]);
    }

    /// <summary>
    /// Reads all rows next time. Call it after a failure: a standby that was promoted without the newest transactions counts them again.
    /// </summary>
    public void StartAgain()
    {
        if (from != long.MaxValue) from = 0;
    }
}
