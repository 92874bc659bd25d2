using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns;

/// <summary>Limits the number of turns that run at once, for each user and for all. Any thread can call every member.</summary>
internal sealed class TurnSlots(
    IOptions<StreamingOptions> options, IOptions<LimitsOptions> limits, IOptions<StorageOptions> storage, DescriptorBudget descriptors)
{
    private readonly Dictionary<Guid, int> byUser = [];
    private int all;
    private TaskCompletionSource? empty;

    /// <summary>The number of taken slots.</summary>
    public int Count
    {
        get
        {
            lock (byUser) return all;
        }
    }

    /// <summary>Completes when no slot is taken.</summary>
    public Task Empty
    {
        get
        {
            lock (byUser) return all == 0 ? Task.CompletedTask : (empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>
    /// The limit of each user that the store must check, because other nodes start turns of the same users. Null if it must check none,
    /// because this process starts all turns.
    /// </summary>
    public int? UserLimitInStore => limits.Value.Enabled && !storage.Value.IsFile ? options.Value.MaxTurnsPerUser : null;

    /// <summary>Takes a slot if one is free. <see cref="Release"/> gives it back.</summary>
    public bool TryTake(Guid userId)
    {
        lock (byUser)
        {
            if (all >= descriptors.Turns) return false;
            if (limits.Value.Enabled
                && (byUser.GetValueOrDefault(userId) >= options.Value.MaxTurnsPerUser || all >= options.Value.MaxTurns))
            {
                return false;
            }

            Take(userId);
            return true;
        }
    }

    /// <summary>Takes a slot even if none is free, for turns that have a right to it.</summary>
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
            if (--byUser[userId] == 0) byUser.Remove(userId);
            if (--all > 0) return;
            empty?.SetResult();
            empty = null;
        }
    }
}
