using System.Diagnostics;
using System.Threading.Channels;

namespace SamosaChaat.Bench.Load;

/// <summary>The clients of one order at work.</summary>
internal sealed class OpenLoopLoad(LoadOrder order, IReadOnlyList<LoadClient> clients, Meter meter)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private int begun = -1;

    public Task RunAsync() => order.Rate > 0 ? AtRateAsync() : Task.WhenAll(Enumerable.Range(0, order.Clients).Select(TurnAfterTurnAsync));

    /// <summary>A client that begins its next turn when the last has ended.</summary>
    private async Task TurnAfterTurnAsync(int number)
    {
        if (order.SpreadSeconds > 0) await Task.Delay(TimeSpan.FromSeconds(order.SpreadSeconds * number / order.Clients));
        while (order.Turns > 0 ? Interlocked.Increment(ref begun) < order.Turns : Stopwatch.GetElapsedTime(started).TotalSeconds < order.Seconds)
        {
            await clients[number].TakeTurnAsync(order, meter, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Turns begin when they are due. One that has to wait, since time came late to us, counts from when it was due: nobody is spared the bad moments.</summary>
    private async Task AtRateAsync()
    {
        var idle = Channel.CreateUnbounded<LoadClient>();
        foreach (var client in clients.Take(order.Clients)) idle.Writer.TryWrite(client);
        for (var number = 0; number / order.Rate < order.Seconds; number++)
        {
            var due = started + (long)(number / order.Rate * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < due) await Task.Delay(1);
            if (idle.Reader.TryRead(out var client)) _ = TakeTurnAsync(client, due);
            else meter.Failed($"All of {order.Clients} clients were still waiting for an answer.");
        }

        // Until all are back.
        for (var back = 0; back < order.Clients; back++) await idle.Reader.ReadAsync();

        async Task TakeTurnAsync(LoadClient client, long due)
        {
            await client.TakeTurnAsync(order, meter, due);
            idle.Writer.TryWrite(client);
        }
    }
}
