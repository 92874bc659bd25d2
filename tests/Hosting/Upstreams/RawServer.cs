using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>How a <see cref="RawAnswer"/> goes on after its bytes.</summary>
public enum Ending
{
    /// <summary>The connection is closed, as after a whole answer.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing more, but the connection stays until the other side is gone.</summary>
    Open,
}

/// <summary>What is sent, status line and all; one byte a character. <paramref name="Forever"/> follows again and again until the other side is gone.</summary>
public sealed record RawAnswer(string Bytes, Ending Ending = Ending.Closed, string? Forever = null);

/// <summary>A server that sends what its test says, whether that is HTTP or not. One request a connection.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;
    private TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RawAnswer next = new("");
    private long sent;

    public RawServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>For the next requests.</summary>
    public RawAnswer Answer
    {
        get => next;
        set => (next, answered) = (value, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>Completes when the bytes of the answer have been sent for the first time, those that follow for ever not counted.</summary>
    public Task Answered => answered.Task;

    /// <summary>How many bytes the system has taken of all answers, on their way or not.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Completes when the last connection has ended, by this side or the other.</summary>
    public Task LastConnection { get; private set; } = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        await LastConnection;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) LastConnection = AnswerAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await ReadRequestAsync(socket);
                var answer = Answer;
                await SendAsync(socket, Encoding.Latin1.GetBytes(answer.Bytes));
                answered.TrySetResult();
                var again = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(answer.Forever ?? "", 16384 / Math.Max(1, answer.Forever?.Length ?? 1))));
                while (again.Length > 0) await SendAsync(socket, again);
                if (answer.Ending == Ending.Open) await socket.ReceiveAsync(new byte[1]);
                // A close with a linger time of zero is a reset.
                if (answer.Ending == Ending.Reset) socket.LingerState = new LingerOption(true, 0);
                else socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // The other side is gone.
            }
        }
    }

    private async Task SendAsync(Socket socket, byte[] bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var count = await socket.SendAsync(bytes.AsMemory(done));
            Interlocked.Add(ref sent, count);
            done += count;
        }
    }

    private static async Task ReadRequestAsync(Socket socket)
    {
        var (text, some) = ("", new byte[65536]);
        while (!IsWhole(text))
        {
            var count = await socket.ReceiveAsync(some);
            if (count == 0) throw new SocketException((int)SocketError.ConnectionReset);
            text += Encoding.Latin1.GetString(some, 0, count);
        }
    }

    private static bool IsWhole(string request)
    {
        if (request.Split("\r\n\r\n", 2) is not [var head, var body]) return false;
        if (head.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) return body.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null || body.Length >= int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
