using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// The events of turns that have left memory, read from the store and written again: once for all who read a turn at the same time, as while it ran, and gone
/// with the last of them. From any thread.
/// </summary>
internal sealed class ReplayCache(IStore store)
{
    private readonly Dictionary<(Guid Conversation, Guid Turn, int Attempt), Shared> open = [];

    /// <summary>Opens an ended turn's events for one reader, until what is returned is disposed of; null if the turn was deleted meanwhile.</summary>
    /// <param name="ended">Found in a conversation of this user's.</param>
    public async Task<Replay?> OpenAsync(Guid userId, TurnRecord ended, CancellationToken ct)
    {
        // With the conversation: once that is deleted, its turns' ids may be used again, by anybody.
        var key = (ended.ConversationId, ended.Id, ended.Outcome!.Attempt);
        Shared? shared;
        bool isFirst;
        lock (open)
        {
            isFirst = !open.TryGetValue(key, out shared);
            if (isFirst) open.Add(key, shared = new());
            shared!.Readers++;
        }

        // An answer may be megabytes: the first one reads it, and the others wait for that without holding a thread.
        if (isFirst) _ = ReadAsync(userId, ended, shared.Log);
        EventLog? log = null;
        try
        {
            log = await shared.Log.Task.WaitAsync(ct);
        }
        finally
        {
            if (log is null) Close();
        }

        return log is null ? null : new(log, Close);

        void Close()
        {
            lock (open)
            {
                if (--shared.Readers == 0) open.Remove(key);
            }
        }
    }

    private async Task ReadAsync(Guid userId, TurnRecord ended, TaskCompletionSource<EventLog?> log)
    {
        try
        {
            var stored = await store.ReadAsync(new ReadTurn(userId, ended.ConversationId, ended.Id), CancellationToken.None);
            log.SetResult(stored is null ? null : TurnEvents.Replay(stored));
        }
        catch (Exception e)
        {
            log.SetException(e);
        }
    }

    private sealed class Shared
    {
        public TaskCompletionSource<EventLog?> Log { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Readers { get; set; }
    }

    /// <summary>One reader's hold on them.</summary>
    internal sealed class Replay(EventLog log, Action close) : IDisposable
    {
        public EventLog Log => log;

        /// <summary>To be called once.</summary>
        public void Dispose() => close();
    }
}
