using System.Net;
using System.Net.Sockets;

namespace SamosaChaat.Tests.Backup.S3;

/// <summary>The way to a server, which breaks for good when it has carried so many bytes there, or carries nothing more.</summary>
internal sealed class BreakingLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool stalls;
    private readonly Task serving;
    private long left;

    /// <param name="stalls">True to carry nothing more, and to keep the connections. False to break them.</param>
    public BreakingLine(Uri server, bool stalls, long bytes = long.MaxValue)
    {
        (this.stalls, left) = (stalls, bytes);
        listener.Start();
        serving = ServeAsync(server.Port);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Completes when it has carried the last byte.</summary>
    public Task Reached => reached.Task;

    /// <summary>Carries only so many bytes to the server from now on.</summary>
    public void BreakAfter(long bytes) => Interlocked.Exchange(ref left, bytes);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await serving;
        over.Dispose();
    }

    private async Task ServeAsync(int port)
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(CarryAsync(await listener.AcceptSocketAsync(over.Token), port));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections);
    }

    private async Task CarryAsync(Socket near, int port)
    {
        using (near)
        using (var far = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, port, over.Token);
                await await Task.WhenAny(CopyAsync(near, far, counts: true), CopyAsync(far, near, counts: false));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two is gone, and with it the other.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool counts)
    {
        var some = new byte[16_384];
        while (await from.ReceiveAsync(some, over.Token) is > 0 and var count)
        {
            if (counts && Interlocked.Add(ref left, -count) < 0)
            {
                reached.TrySetResult();
                if (stalls) await Task.Delay(Timeout.Infinite, over.Token);
                return;
            }

            await to.SendAsync(some.AsMemory(0, count), over.Token);
        }
    }
}
