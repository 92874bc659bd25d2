using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Turns;

/// <summary>Section <c>Limits</c>.</summary>
internal sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>False turns off what bounds how much one client may ask for. For tests and benchmarks.</summary>
    public bool Enabled { get; set; } = true;
}

/// <summary>Bounds how many turns run at once, of one user and of all. From any thread.</summary>
internal sealed class TurnSlots(IOptions<StreamingOptions> options, IOptions<LimitsOptions> limits)
{
    private readonly Dictionary<Guid, int> byUser = [];
    private int all;

    /// <summary>How many are taken.</summary>
    public int Count
    {
        get
        {
            lock (byUser) return all;
        }
    }

    /// <summary>Takes a place if there is one; <see cref="Release"/> gives it back.</summary>
    public bool TryTake(Guid userId)
    {
        lock (byUser)
        {
            if (limits.Value.Enabled && (byUser.GetValueOrDefault(userId) >= options.Value.MaxTurnsPerUser || all >= options.Value.MaxTurns)) return false;
            Take(userId);
            return true;
        }
    }

    /// <summary>Takes a place whether there is one or not, for what has a right to it.</summary>
    public void Take(Guid userId)
    {
        lock (byUser)
        {
            byUser[userId] = byUser.GetValueOrDefault(userId) + 1;
            all++;
        }
    }

    public void Release(Guid userId)
    {
        lock (byUser)
        {
            all--;
            if (--byUser[userId] == 0) byUser.Remove(userId);
        }
    }
}
