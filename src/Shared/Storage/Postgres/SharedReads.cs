namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Sends the statements of queries that need only one. Those that wait while all readers' connections are busy share the next round trip.
/// There is no timer: a statement is sent at once if a connection is free. Any thread can call every member.
/// </summary>
internal sealed class SharedReads(PostgresConnections connections)
{
    /// <summary>The most statements of a message. A slow one holds up those that it shares the message with.</summary>
    private const int MaxShared = 16;

    private readonly Queue<Read> waiting = [];
    private int busy;

    /// <summary>Sends a statement and completes it on a thread of the pool. It is read to its end even if the caller gives up.</summary>
    public Task SendAsync(PostgresStatement statement, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var read = new Read(statement);
        lock (waiting)
        {
            waiting.Enqueue(read);
            if (busy < PostgresConnections.SharedReaders)
            {
                busy++;
                _ = SendWaitingAsync();
            }
        }

        return read.Sent.Task.WaitAsync(ct);
    }

    private async Task SendWaitingAsync()
    {
        var reads = new List<Read>(MaxShared);
        while (Take(reads)) await SendAsync(reads);
    }

    private bool Take(List<Read> reads)
    {
        reads.Clear();
        lock (waiting)
        {
            while (reads.Count < MaxShared && waiting.TryDequeue(out var read)) reads.Add(read);
            if (reads.Count == 0) busy--;
            return reads.Count > 0;
        }
    }

    private async Task SendAsync(List<Read> reads)
    {
        try
        {
            await using var connection = await connections.OpenAsync(CancellationToken.None);
            var trip = new RoundTrip(connection, blocking: false);
            foreach (var read in reads) trip.Add(read.Statement);
            await trip.SendAsync(CancellationToken.None);
        }
        catch (Exception e) when (reads.Count > 1 && !e.IsOutage())
        {
            // Nothing was completed, and only one of the queries is to blame. Therefore each is sent alone.
            foreach (var read in reads.ToArray()) await SendAsync([read]);
            return;
        }
        catch (Exception e)
        {
            foreach (var read in reads) read.Sent.SetException(e);
            return;
        }

        foreach (var read in reads) read.Sent.SetResult();
    }

    /// <summary>One statement that waits. Its query continues on the thread pool, because a socket's thread must not run it.</summary>
    private sealed record Read(PostgresStatement Statement)
    {
        public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
