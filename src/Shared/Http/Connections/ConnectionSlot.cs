using System.Net;
using Microsoft.AspNetCore.Connections;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// One connection of a client among those that count. It works while the server handles a request that has arrived completely. Otherwise
/// it waits for its client and may have to make room.
/// </summary>
/// <param name="source">The address or network that the connection comes from.</param>
internal sealed class ConnectionSlot(ConnectionContext connection, IPAddress source, TimeProvider clock)
{
    private int working;
    private int closed;
    private long waitingSince = clock.GetTimestamp();

    public IPAddress Source => source;

    /// <summary>True if the connection waits for its client and has not been closed.</summary>
    public bool IsWaiting => Volatile.Read(ref working) == 0 && Volatile.Read(ref closed) == 0;

    /// <summary>The timestamp of the start, or of the end of the last request.</summary>
    public long WaitingSince => Volatile.Read(ref waitingSince);

    public void Begin() => Interlocked.Increment(ref working);

    public void End()
    {
        Volatile.Write(ref waitingSince, clock.GetTimestamp());
        Interlocked.Decrement(ref working);
    }

    /// <summary>Closes the connection to make room for another one.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0) return;
        connection.Abort(new ConnectionAbortedException("Another client needs the connection."));
    }
}

/// <summary>One request on a connection. With HTTP/2, a connection has several at once.</summary>
internal sealed class RequestSlot(ConnectionSlot connection)
{
    private bool begun;

    /// <summary>Says that the request has arrived completely.</summary>
    public void Begin()
    {
        if (begun) return;
        begun = true;
        connection.Begin();
    }

    public void End()
    {
        if (begun) connection.End();
    }

    /// <summary>Says that the body of the request has arrived. Call it after reading the body.</summary>
    public static void BodyArrived(HttpContext http) => http.Features.Get<RequestSlot>()?.Begin();
}
