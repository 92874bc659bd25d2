using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Bench.Crowds;

/// <summary>How a client is slow.</summary>
internal enum Slowness
{
    Head,
    Body,
    Reading,
}

/// <summary>Somebody who keeps a connection without using it, and comes again when it is closed: a byte a second, or nothing read at all.</summary>
/// <param name="reading">The request whose answer is not read.</param>
internal sealed class SlowClient(Uri server, Slowness slowness, string reading)
{
    private const int ReceiveBytes = 4 * 1024;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly string Endless = new('a', 8_000);

    /// <summary>How often it was closed or refused.</summary>
    public int Closed { get; private set; }

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            // Clients of many places are not in step. In step, all of them send in the same millisecond, which delays this program, too.
            await Task.Delay(Second * Random.Shared.NextDouble(), ct);
            for (; ; Closed++)
            {
                await StayAsync(ct);
                await Task.Delay(Second, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private async Task StayAsync(CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBytes };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), ct);
            var (atOnce, slowly) = slowness switch
            {
                Slowness.Head => ("GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ", Endless),
                Slowness.Body => (
                    string.Create(CultureInfo.InvariantCulture, $"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {Endless.Length}\r\n\r\n"),
                    Endless),
                _ => (reading, ""),
            };
            await socket.SendAsync(Encoding.ASCII.GetBytes(atOnce), ct);
            var bytes = Encoding.ASCII.GetBytes(slowly);
            for (var sent = 0; !IsClosed(socket); sent++)
            {
                if (sent < bytes.Length) await socket.SendAsync(bytes.AsMemory(sent, 1), ct);
                await Task.Delay(Second, ct);
            }
        }
        catch (SocketException)
        {
            // The server has closed or refused it.
        }
    }

    // An answer counts only when its end has arrived.
    private bool IsClosed(Socket socket) => socket.Poll(0, SelectMode.SelectError) || (slowness != Slowness.Reading && socket.Poll(0, SelectMode.SelectRead));
}
