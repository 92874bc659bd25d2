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
    private Gate gate = new(Way.None);
    private volatile int losses;
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

    /// <summary>Works again. What was held arrives now.</summary>
    public void PlugIn()
    {
        isCut = false;
        Hold(Way.None);
    }

    /// <summary>
    /// Carries nothing more through the connections that exist, and leaves them open until the client sends something, as a router does that
    /// has forgotten them. New ones work.
    /// </summary>
    public void Stall() => Interlocked.Exchange(ref stalling, new()).Cancel();

    /// <summary>Holds back what is sent this way, on old and new connections, until it is plugged in. Nobody is told.</summary>
    public void Hold(Way way) => Interlocked.Exchange(ref gate, new(way)).Left.SetResult();

    /// <summary>Lets each connection that exists carry the client's next bytes to the server, and breaks it when the answer comes.</summary>
    public void LoseNextAnswers() => Interlocked.Increment(ref losses);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        Hold(Way.None);
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
            var (stalled, lossesBefore, isLost) = (stalling.Token, losses, false);
            var asking = PumpAsync(near, far, Way.ToServer, () => isLost = losses != lossesBefore, stalled);
            var answering = PumpAsync(far, near, Way.ToClient, () => ObjectDisposedException.ThrowIf(isLost, near), stalled);
            await await Task.WhenAny(asking, answering);
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

    /// <param name="passing">Is called before each piece is passed on.</param>
    private async Task PumpAsync(TcpClient from, TcpClient to, Way way, Action passing, CancellationToken stalled)
    {
        var some = new byte[65_536];
        try
        {
            int count;
            do
            {
                count = await from.GetStream().ReadAsync(some, stalled);
                // The end of the connection is held back, too.
                while (Volatile.Read(ref gate) is var now && now.Holds.HasFlag(way)) await now.Left.Task;
                passing();
                await to.GetStream().WriteAsync(some.AsMemory(0, count), stalled);
            }
            while (count > 0);
        }
        catch (OperationCanceledException)
        {
            // It was stalled.
        }
    }

    private sealed record Gate(Way Holds)
    {
        public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
