using System.Globalization;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Tests.Storage;

public sealed class TicketLockTests
{
    private const int Callers = 30;
    private readonly TicketLock turns = new();

    [Fact]
    public async Task Callers_are_served_one_at_a_time_in_the_order_of_arrival()
    {
        using var holder = new Gate();
        var first = Hold(holder);
        await holder.Reached;
        var (inside, most) = (0, 0);
        var served = new List<int>();
        var callers = Enumerable.Range(0, Callers).Select(i => Arrive(() =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            served.Add(i);
            return Interlocked.Decrement(ref inside);
        })).ToArray();

        holder.Open();
        await first;
        foreach (var caller in callers) caller.Join();

        Assert.Equal(Enumerable.Range(0, Callers), served);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_caller_sleeps_until_it_is_next()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux counts how often a thread was woken, for all to read.");
        using var holder = new Gate();
        var first = Hold(holder);
        await holder.Reached;
        var before = Enumerable.Range(0, Callers).Select(_ => Arrive(() => 0)).ToArray();
        var link = "";
        var served = 0L;
        var last = Arrive(() => served = Sleeps(link), () => link = new FileInfo("/proc/thread-self").LinkTarget!);
        var arrived = Sleeps(link);

        holder.Open();
        await first;
        foreach (var caller in before) caller.Join();
        last.Join();

        // It falls asleep once or twice; each of the others before it would add one if it were woken for them.
        Assert.InRange(served - arrived, 0, Callers / 2);
    }

    [Fact]
    public void A_caller_that_fails_passes_its_turn_on()
    {
        Assert.Throws<NotSupportedException>(() => turns.Run<int>(() => throw new NotSupportedException()));

        Assert.Equal(1, turns.Run(() => 1));
    }

    private Task<int> Hold(Gate gate) => Task.Run(() => turns.Run(() =>
    {
        gate.Pass();
        return 0;
    }));

    /// <summary>Starts a thread and returns when it waits for its turn.</summary>
    private Thread Arrive<T>(Func<T> action, Action? before = null)
    {
        var thread = new Thread(() =>
        {
            before?.Invoke();
            turns.Run(action);
        });
        thread.Start();
        SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        return thread;
    }

    /// <summary>How often a thread has given its processor away to wait for something.</summary>
    private static long Sleeps(string link)
    {
        const string name = "voluntary_ctxt_switches:";
        var line = File.ReadLines($"/proc/{link}/status").Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length), provider: CultureInfo.InvariantCulture);
    }
}
