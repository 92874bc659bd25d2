using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// Rebuilds the events of ended turns from the store when they are no longer in memory. All subscribers that read a turn at the same
/// time share one log, as while the turn ran. The log goes with its last subscriber. Any thread can call every member.
/// </summary>
internal sealed class ReplayCache(IStore store)
{
    private readonly Dictionary<(Guid Conversation, Guid Turn, int Attempt), Shared> open = [];

    /// <summary>
    /// Opens an ended turn's events for one subscriber, until it disposes of the result. Returns null if the turn was deleted meanwhile.
    /// </summary>
    /// <param name="ended">The turn, found in a conversation of this user.</param>
    public async Task<Replay?> OpenAsync(Guid userId, TurnRecord ended, CancellationToken ct)
    {
        // The key includes the conversation, because after its deletion any user may use its turns' ids again.
        var key = (ended.ConversationId, ended.Id, ended.Outcome!.Attempt);
        Shared? shared;
        bool isFirst;
        lock (open)
        {
            isFirst = !open.TryGetValue(key, out shared);
            if (isFirst) open.Add(key, shared = new());
            shared!.Subscribers++;
        }

        // An answer may be megabytes. The first subscriber reads it, and the others wait without holding a thread.
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
                if (--shared.Subscribers == 0) open.Remove(key);
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

        public int Subscribers { get; set; }
    }

    /// <summary>Gives one subscriber access to the events.</summary>
    internal sealed class Replay(EventLog log, Action close) : IDisposable
    {
        public EventLog Log => log;

        /// <summary>Gives up the access. Call it once.</summary>
        public void Dispose() => close();
    }
}
