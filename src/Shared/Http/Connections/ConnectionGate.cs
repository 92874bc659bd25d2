using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// Limits the connections of clients, of all together and of one address. When all are taken, a new client gets the place of a connection
/// that only waits, from the address that has the most such connections. Any thread can call every member.
/// </summary>
internal sealed partial class ConnectionGate(
    DescriptorBudget budget,
    IOptions<ConnectionOptions> options,
    IOptions<ProxyOptions> proxies,
    TimeProvider clock,
    ILogger<ConnectionGate> logger)
{
    /// <summary>The maximum number of evicted connections that the server has not finished. Their sockets are closed.</summary>
    private const int Closing = 32;

    /// <summary>The maximum time for which a new connection waits, while the server works on all others.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LogPace = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, HashSet<ConnectionSlot>> sources = [];
    private readonly IPNetwork[] trusted = [.. proxies.Value.TrustedProxies.Select(ProxyOptions.Parse).OfType<IPNetwork>()];
    private TaskCompletionSource? change;
    private int count;
    private int closing;
    private long? fullSince;
    private long? loggedAt;

    /// <summary>
    /// Takes a place for a new connection. Returns null if there is none. Others may have more connections than its address: then it first
    /// waits for a short time until one of them can make room.
    /// </summary>
    public async ValueTask<ConnectionSlot?> EnterAsync(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var slot = new ConnectionSlot(connection, ClientSource.Of(address), clock, Signal);
        var share = IsMany(address) ? int.MaxValue : options.Value.MaxConnectionsPerAddress ?? Math.Max(1, budget.Connections / 2);
        ConnectionSlot? evicted;
        while (!TryEnter(slot, share, out evicted, out var wait))
        {
            if (wait is null) return null;
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        evicted?.Close();
        return slot;
    }

    /// <summary>Gives the place back when the connection has been closed.</summary>
    public void Leave(ConnectionSlot slot)
    {
        lock (gate)
        {
            if (slot.IsEvicted) closing--;
            else Remove(slot);
        }

        Signal();
    }

    /// <param name="wait">What to wait for before the next attempt. Null if the connection must be refused.</param>
    private bool TryEnter(ConnectionSlot slot, int share, out ConnectionSlot? evicted, out Task? wait)
    {
        (evicted, wait) = (null, null);
        lock (gate)
        {
            var own = sources.GetValueOrDefault(slot.Source, []);
            var isOverShare = own.Count >= share;
            if (isOverShare || count >= budget.Connections)
            {
                // A connection that begins to wait during the search signals this. So no wait is missed.
                var signal = change ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                Interlocked.MemoryBarrier();
                evicted = closing < Closing ? LongestWaiting(isOverShare ? [own] : [.. sources.Values.Where(CanGive)]) : null;
                if (evicted is null)
                {
                    fullSince ??= clock.GetTimestamp();
                    var rest = Patience - clock.GetElapsedTime(fullSince.Value);
                    // Others queue behind a connection that waits. So the address with the most must not wait: it would delay them.
                    var mayWait = !isOverShare && sources.Values.Any(slots => slots.Count > own.Count);
                    if (mayWait && rest > TimeSpan.Zero) wait = signal.Task.WaitAsync(rest, clock);
                    else Log();
                    return false;
                }

                Remove(evicted);
                evicted.IsEvicted = true;
                closing++;
            }

            if (!isOverShare) fullSince = null;
            count++;
            own.Add(slot);
            sources[slot.Source] = own;
            return true;

            // An address must not take more than it leaves to the others.
            bool CanGive(HashSet<ConnectionSlot> slots) => slots == own || slots.Count > own.Count;
        }
    }

    private void Remove(ConnectionSlot slot)
    {
        count--;
        var own = sources[slot.Source];
        own.Remove(slot);
        if (own.Count == 0) sources.Remove(slot.Source);
    }

    /// <summary>Wakes the new connections that wait for a place.</summary>
    private void Signal()
    {
        Interlocked.MemoryBarrier();
        if (change is not null) Interlocked.Exchange(ref change, null)?.TrySetResult();
    }

    /// <summary>Finds the connection that has waited the longest, of the address with the most that wait.</summary>
    private static ConnectionSlot? LongestWaiting(IEnumerable<HashSet<ConnectionSlot>> all)
    {
        var (found, most) = ((ConnectionSlot?)null, 0);
        foreach (var slots in all)
        {
            var (longest, waiting) = ((ConnectionSlot?)null, 0);
            foreach (var slot in slots.Where(static slot => slot.IsWaiting))
            {
                waiting++;
                if (longest is null || slot.WaitingSince < longest.WaitingSince) longest = slot;
            }

            if (waiting > most || (waiting == most && longest?.WaitingSince < found?.WaitingSince)) (found, most) = (longest, waiting);
        }

        return found;
    }

    /// <summary>Returns true if many clients may be behind the address: a proxy on this machine, or one that is trusted.</summary>
    private bool IsMany(IPAddress address) => IPAddress.IsLoopback(address) || trusted.Any(network => network.Contains(address));

    private void Log()
    {
        if (loggedAt is { } before && clock.GetElapsedTime(before) < LogPace) return;
        loggedAt = clock.GetTimestamp();
        LogFull(logger, budget.Connections);
    }

    [LoggerMessage(EventIds.ConnectionsFull, LogLevel.Warning, "Connections are refused, because all {connections} are in use")]
    private static partial void LogFull(ILogger logger, int connections);
}
