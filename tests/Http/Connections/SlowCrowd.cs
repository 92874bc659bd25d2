using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Http.Connections;

/// <summary>Clients that send a part of what they should, or read nothing, and keep their connections.</summary>
internal sealed class SlowCrowd(Uri server) : IDisposable
{
    private readonly List<TcpClient> clients = [];
    private readonly SemaphoreSlim closed = new(0);

    /// <summary>Connects a client that sends this at once. A refusal is no error.</summary>
    public async Task<TcpClient> AddAsync(string text)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        clients.Add(client);
        await SendAsync(client, text, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Waits until the server has closed a client's connection, on which it sends nothing.</summary>
    public Task ClosedAsync(int client) => ClosedAsync(clients[client], TestContext.Current.CancellationToken);

    /// <summary>Waits until the response to a client has begun.</summary>
    public async Task IsAnsweredAsync(int client)
    {
        var read = clients[client].GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken);
        Assert.Equal(1, await read.AsTask().WaitAsync(Patience.Limit));
    }

    /// <summary>Keeps a connection without using it, and connects again at once whenever it is closed.</summary>
    public async Task StayAsync(string text, CancellationToken over)
    {
        try
        {
            while (!over.IsCancellationRequested)
            {
                using var client = new TcpClient();
                await SendAsync(client, text, over);
                if (client.Connected) await ClosedAsync(client, over);
                closed.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>Waits until many of those who stay have lost a connection.</summary>
    public async Task ComesBackAsync(CancellationToken ct)
    {
        for (var i = 0; i < 100; i++) Assert.True(await closed.WaitAsync(Patience.Limit, ct));
    }

    public void Dispose()
    {
        foreach (var client in clients) client.Dispose();
        closed.Dispose();
    }

    /// <summary>Creates a client that connects from this address.</summary>
    public static HttpClient ClientFrom(IPAddress address, Uri server)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.Bind(new IPEndPoint(address, 0));
                    await socket.ConnectAsync(context.DnsEndPoint, ct);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        return new HttpClient(handler) { BaseAddress = server, Timeout = Patience.Limit };
    }

    private async Task SendAsync(TcpClient client, string text, CancellationToken ct)
    {
        try
        {
            await client.ConnectAsync(server.Host, server.Port, ct);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It was refused.
        }
    }

    private static async Task ClosedAsync(TcpClient client, CancellationToken ct)
    {
        try
        {
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], ct).AsTask().WaitAsync(Patience.Limit, ct));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It was closed with an error, or before it was there.
        }
    }
}
