using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SamosaChaat.Tests.Hosting.Proxies;

/// <summary>What is between a client and a server: it carries bytes both ways until it is cut, and can be plugged in again.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> ends = [];
    private readonly Task accepting;
    private CancellationTokenSource stalling = new();
    private volatile bool isCut;

    public CuttableProxy(Uri server)
    {
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync(server.Port);
    }

    public Uri Address { get; }

    /// <summary>Breaks every connection; new ones are closed at once until it is plugged in.</summary>
    public void Cut()
    {
        isCut = true;
        while (ends.TryTake(out var end)) end.Close();
    }

    public void PlugIn() => isCut = false;

    /// <summary>
    /// Carries nothing more through the connections that exist, and leaves them open until the client sends something, as a router does that
    /// has forgotten them. New ones work.
    /// </summary>
    public void Stall() => Interlocked.Exchange(ref stalling, new()).Cancel();

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        stalling.Dispose();
        await accepting;
    }

    private async Task AcceptAsync(int port)
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync(), port);
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    private async Task CarryAsync(TcpClient near, int port)
    {
        using var far = new TcpClient();
        ends.Add(near);
        ends.Add(far);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, port);
            if (isCut) return;
            var stalled = stalling.Token;
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), stalled), far.GetStream().CopyToAsync(near.GetStream(), stalled));
            if (stalled.IsCancellationRequested) await near.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
        finally
        {
            near.Close();
        }
    }
}
