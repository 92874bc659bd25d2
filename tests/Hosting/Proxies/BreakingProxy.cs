using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Hosting.Proxies;

/// <summary>Stands before a server as a bad line does: it breaks connections after so many bytes of an answer.</summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<int> budgets;
    private readonly CancellationTokenSource over = new();
    private readonly TaskCompletionSource conflict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;

    /// <param name="target">Where it leads to, for every connection anew.</param>
    /// <param name="budgets">Bytes of the first connections that come back; with 0, what was asked arrives and no answer does. All others hold.</param>
    public BreakingProxy(Func<Uri> target, params int[] budgets)
    {
        this.budgets = new(budgets);
        listener.Start();
        serving = ServeAsync(target);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>How many connections it has broken.</summary>
    public int Broken { get; private set; }

    /// <summary>Completes when the server has said that something is in the way.</summary>
    public Task Conflict => conflict.Task;

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await serving;
        over.Dispose();
    }

    private async Task ServeAsync(Func<Uri> target)
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(PassAsync(await listener.AcceptSocketAsync(over.Token), target()));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections);
    }

    private async Task PassAsync(Socket client, Uri target)
    {
        var budget = budgets.TryDequeue(out var bytes) ? bytes : int.MaxValue;
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                await server.ConnectAsync(new DnsEndPoint(target.Host, target.Port), over.Token);
                var asking = CopyAsync(client, server, int.MaxValue);
                var left = await CopyAsync(server, client, budget);
                if (left == 0) Broken++;
                client.Close();
                server.Close();
                await asking;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two is gone, and with it the other.
            }
        }
    }

    /// <summary>Returns how much of the budget is left at the end.</summary>
    private async Task<int> CopyAsync(Socket from, Socket to, int budget)
    {
        var some = new byte[16_384];
        while (await from.ReceiveAsync(some, over.Token) is > 0 and var count)
        {
            if (Encoding.ASCII.GetString(some, 0, Math.Min(count, 12)) == "HTTP/1.1 409") conflict.TrySetResult();
            var passes = Math.Min(count, budget);
            if (passes > 0) await to.SendAsync(some.AsMemory(0, passes), over.Token);
            budget -= passes;
            if (budget == 0) return 0;
        }

        return budget;
    }
}
