using System.Net;
using System.Net.Sockets;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>A port on which connections are neither taken nor refused, as on a host that is switched off.</summary>
public sealed class FullListener : IDisposable
{
    private readonly Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> waiting = [];

    public FullListener()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        // The system lets a few more in than it was told; one that stays outside shows that it is full.
        Task outside;
        do
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            waiting.Add(socket);
            outside = socket.ConnectAsync(listener.LocalEndPoint!);
        }
        while (outside.Wait(TimeSpan.FromMilliseconds(200)));
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        foreach (var socket in waiting) socket.Dispose();
        listener.Dispose();
    }
}
