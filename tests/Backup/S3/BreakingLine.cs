using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

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
    private volatile Regex? lost;

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

    /// <summary>Carries requests that begin so, and breaks before their answers arrive.</summary>
    public void LoseAnswersTo(string beginning) => lost = new($"^{beginning}");

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
            var isLost = false;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, port, over.Token);
                await await Task.WhenAny(CopyAsync(near, far, Goes), CopyAsync(far, near, Comes));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two is gone, and with it the other.
            }

            async Task<bool> Goes(ReadOnlyMemory<byte> bytes)
            {
                isLost |= lost?.IsMatch(Encoding.Latin1.GetString(bytes.Span)) is true;
                if (Interlocked.Add(ref left, -bytes.Length) >= 0) return true;
                reached.TrySetResult();
                if (stalls) await Task.Delay(Timeout.Infinite, over.Token);
                return false;
            }

            // Without the invitation to send the rest, the request would not arrive.
            Task<bool> Comes(ReadOnlyMemory<byte> bytes) => Task.FromResult(!isLost || bytes.Span.StartsWith("HTTP/1.1 100"u8));
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, Task<bool>> passes)
    {
        var some = new byte[16_384];
        while (await from.ReceiveAsync(some, over.Token) is > 0 and var count)
        {
            if (!await passes(some.AsMemory(0, count))) return;
            await to.SendAsync(some.AsMemory(0, count), over.Token);
        }
    }
}
