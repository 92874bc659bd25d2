using System.Net.Sockets;

namespace SamosaChaat.Bench.Streams;

/// <summary>
/// Connections that hold as little as those across a real network do. The loopback's segments have 64 KB, and the system keeps ten of them and more ready for
/// each: a client that does not read would go unnoticed for megabytes.
/// </summary>
internal static class SlowNetwork
{
    private const int SegmentBytes = 1460;
    private const int ReceiveBytes = 32 * 1024;
    private const int TcpMaxSegment = 2;

    public static HttpClient Client(Uri address) => new(new SocketsHttpHandler { ConnectCallback = async (context, ct) => await ConnectAsync(context, ct) })
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async Task<NetworkStream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBytes };
        socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpMaxSegment, BitConverter.GetBytes(SegmentBytes));
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
