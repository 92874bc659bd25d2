using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Streaming;

/// <summary>
/// Turns that ended a moment ago, for clients that come back. The store has the same events, so leaving early is no loss:
/// they go after <see cref="StreamingOptions.ReplayWindow"/>, or when all together are more than <see cref="StreamingOptions.ReplayBytes"/>.
/// </summary>
internal sealed class EndedTurns(TimeProvider clock, IOptions<StreamingOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Generation> byId = [];
    private readonly Queue<(Generation Generation, long Since, long Size)> oldestFirst = [];
    private long size;
    private ITimer? timer;

    public Generation? Find(Guid turnId) => byId.GetValueOrDefault(turnId);

    public void Add(Generation generation)
    {
        if (options.Value.ReplayWindow == TimeSpan.Zero) return;
        lock (oldestFirst)
        {
            var entry = (generation, clock.GetTimestamp(), generation.Size);
            byId[generation.Turn.Id] = generation;
            oldestFirst.Enqueue(entry);
            size += entry.Size;
            timer ??= clock.CreateTimer(_ => Trim(), null, options.Value.ReplayWindow, Timeout.InfiniteTimeSpan);
            while (size > options.Value.ReplayBytes) DropOldest();
        }
    }

    /// <summary>For a turn that begins again, or whose conversation is deleted.</summary>
    public void Remove(Guid turnId) => byId.TryRemove(turnId, out _);

    public void RemoveOf(Guid conversationId)
    {
        foreach (var (id, generation) in byId)
        {
            if (generation.Turn.ConversationId == conversationId) Remove(id);
        }
    }

    public void Clear()
    {
        lock (oldestFirst)
        {
            while (oldestFirst.Count > 0) DropOldest();
        }
    }

    public void Dispose() => timer?.Dispose();

    private void Trim()
    {
        lock (oldestFirst)
        {
            var window = options.Value.ReplayWindow;
            while (oldestFirst.TryPeek(out var oldest))
            {
                var rest = window - clock.GetElapsedTime(oldest.Since);
                if (rest > TimeSpan.Zero)
                {
                    timer?.Change(rest, Timeout.InfiniteTimeSpan);
                    return;
                }

                DropOldest();
            }

            timer?.Dispose();
            timer = null;
        }
    }

    private void DropOldest()
    {
        var oldest = oldestFirst.Dequeue();
        size -= oldest.Size;
        // Only itself: by now another attempt may have its place.
        byId.TryRemove(new(oldest.Generation.Turn.Id, oldest.Generation));
    }
}
