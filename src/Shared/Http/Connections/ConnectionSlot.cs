using System.Net;
using Microsoft.AspNetCore.Connections;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// One connection of a client among those that count. It waits while only its client can continue: the server reads and nothing arrives, or
/// the server sends and the client takes nothing. Otherwise it works. A connection that waits may have to make room.
/// </summary>
/// <param name="source">The address or network that the connection comes from.</param>
/// <param name="begunToWait">Called each time that the connection may have begun to wait.</param>
internal sealed class ConnectionSlot(ConnectionContext connection, IPAddress source, TimeProvider clock, Action begunToWait)
{
    private int requests;
    private volatile bool isReading;
    private volatile bool isSending;
    private volatile bool hasSent;
    private long waitingSince = clock.GetTimestamp();

    public IPAddress Source => source;

    /// <summary>True after the gate has given the place to another connection. Only the gate reads and writes it.</summary>
    public bool IsEvicted { get; set; }

    public bool IsWaiting => isSending || (isReading && Volatile.Read(ref requests) == 0);

    /// <summary>The timestamp since which the client has delayed the connection. Single bytes of a request do not change it.</summary>
    public long WaitingSince => Volatile.Read(ref waitingSince);

    /// <summary>Says that a read has found nothing.</summary>
    public void BeginRead()
    {
        if (hasSent) Restart();
        isReading = true;
        begunToWait();
    }

    public void EndRead() => isReading = false;

    /// <summary>Says that the client has not taken what was sent.</summary>
    public void BeginSend()
    {
        Restart();
        isSending = true;
        begunToWait();
    }

    public void EndSend() => isSending = false;

    /// <summary>Says that something was sent. The time of the next wait then begins anew.</summary>
    public void Sent() => hasSent = true;

    /// <summary>Says that a request of HTTP/2 has arrived completely. The server reads for other requests meanwhile.</summary>
    public void BeginRequest() => Interlocked.Increment(ref requests);

    public void EndRequest()
    {
        Restart();
        Interlocked.Decrement(ref requests);
        begunToWait();
    }

    /// <summary>Closes the connection and its socket to make room for another one.</summary>
    public void Close() => connection.Abort(new ConnectionAbortedException("Another client needs the connection."));

    private void Restart()
    {
        hasSent = false;
        Volatile.Write(ref waitingSince, clock.GetTimestamp());
    }
}
