using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// Limits the connections of clients, of all together and of one address. When all are taken, a new client gets the place of a connection
/// that only waits, from the address that has the most. So nobody keeps others out by being slow. Any thread can call every member.
/// </summary>
internal sealed partial class ConnectionGate(
    DescriptorBudget budget,
    IOptions<ConnectionOptions> options,
    IOptions<ProxyOptions> proxies,
    TimeProvider clock,
    ILogger<ConnectionGate> logger)
{
    /// <summary>The connections above the maximum that may still be closing.</summary>
    private const int Closing = 32;

    private static readonly TimeSpan LogPace = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, List<ConnectionSlot>> sources = [];
    private readonly IPNetwork[] trusted = [.. proxies.Value.TrustedProxies.Select(ProxyOptions.Parse).OfType<IPNetwork>()];
    private int count;
    private long? loggedAt;

    /// <summary>Takes a place for a new connection. Returns null if there is none.</summary>
    public ConnectionSlot? Enter(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var (most, slot) = (budget.Connections, new ConnectionSlot(connection, ClientSource.Of(address), clock));
        ConnectionSlot? leaving = null;
        var isFull = false;
        lock (gate)
        {
            var own = sources.GetValueOrDefault(slot.Source, []);
            if (own.Count >= (options.Value.MaxConnectionsPerAddress ?? Math.Max(1, most / 2)) && !IsMany(address))
            {
                leaving = LongestWaiting(own);
                isFull = leaving is null;
            }
            else if (count >= most)
            {
                leaving = LongestWaiting(sources.Values.MaxBy(slots => slots.Count) ?? own);
                isFull = leaving is null || count >= most + Closing;
            }

            if (!isFull)
            {
                count++;
                own.Add(slot);
                sources[slot.Source] = own;
            }
        }

        leaving?.Close();
        if (isFull) Log(most);
        return isFull ? null : slot;
    }

    /// <summary>Gives the place back when the connection has been closed.</summary>
    public void Leave(ConnectionSlot slot)
    {
        lock (gate)
        {
            count--;
            var own = sources[slot.Source];
            own.Remove(slot);
            if (own.Count == 0) sources.Remove(slot.Source);
        }
    }

    private static ConnectionSlot? LongestWaiting(List<ConnectionSlot> slots) =>
        slots.Where(slot => slot.IsWaiting).MinBy(slot => slot.WaitingSince);

    /// <summary>Returns true if many clients may be behind the address: a proxy on this machine, or one that is trusted.</summary>
    private bool IsMany(IPAddress address) => IPAddress.IsLoopback(address) || trusted.Any(network => network.Contains(address));

    private void Log(int most)
    {
        lock (gate)
        {
            if (loggedAt is { } before && clock.GetElapsedTime(before) < LogPace) return;
            loggedAt = clock.GetTimestamp();
        }

        LogFull(logger, most);
    }

    [LoggerMessage(EventIds.ConnectionsFull, LogLevel.Warning, "Connections are refused, because all {connections} are in use")]
    private static partial void LogFull(ILogger logger, int connections);
}
