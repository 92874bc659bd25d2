using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Turns;

/// <summary>Streaming:ReaderBufferBytes: who falls too far behind is cut off and can come back; nobody else feels it.</summary>
public abstract class SlowReaderTests(string engine)
{
    private const int Cut = 2009;
    private static readonly string Piece = new('x', 20_000);

    [Fact]
    public async Task A_reader_that_stops_reading_is_cut_off_holds_nobody_up_and_gets_the_rest_when_it_comes_back()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:ReaderBufferBytes", "524288"), ("Streaming:MaxAnswerBytes", "8000000"));
        using var read = new SemaphoreSlim(0);
        var slowIsThere = new TaskCompletionSource();
        var cut = chat.Log.SeeAsync(Cut, chat.Ct);
        model.Script = async reply =>
        {
            await reply.TokenAsync("begin");
            await slowIsThere.Task.WaitAsync(reply.Gone);
            // Each piece waits until the other reader has the one before. What sockets hold by themselves is a few MB at most.
            for (var i = 0; i < 390 && !cut.IsCompleted; i++)
            {
                await reply.TokenAsync(Piece);
                await read.WaitAsync(reply.Gone);
            }

            await reply.EndAsync();
        };
        var id = Guid.NewGuid();
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        using var slow = await StopReadingAsync(chat, id);
        slowIsThere.SetResult();

        // A busy machine is silent for long enough between two events.
        var fast = (await ReadAsync(post, read, chat.Ct)).Replace(": keep-alive\n\n", "", StringComparison.Ordinal);

        await cut;
        var had = Events.Whole(await ToTheEndAsync(slow, chat.Ct)).Replace(": keep-alive\n\n", "", StringComparison.Ordinal);
        Assert.DoesNotContain("\"done\"", had, StringComparison.Ordinal);
        Assert.StartsWith(had, fast, StringComparison.Ordinal);
        using var back = await chat.ReadAsync(id, $"?last_event_id={Events.Of(had)[^1].Id}");
        Assert.Equal(fast, had + await back.Content.ReadAsStringAsync(chat.Ct));
        Assert.Equal("stop", Events.Of(fast)[^1].FinishReason);
        Assert.Equal(Events.Text(fast), (await chat.MessagesAsync())[1].Text("content"));
    }

    /// <summary>Asks for the stream and reads nothing of it.</summary>
    private static async Task<Socket> StopReadingAsync(Chat chat, Guid id)
    {
        // A small window, so that little is under way that the server has got rid of.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(new DnsEndPoint(chat.Server.Address.Host, chat.Server.Address.Port), chat.Ct);
        var request = $"GET {chat.StreamOf(id)} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {chat.User.AccessToken}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), chat.Ct);
        // The status line: now it is a reader.
        await socket.ReceiveAsync(new byte[1], chat.Ct);
        return socket;
    }

    /// <summary>Reads all, and tells for every piece that it is there.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, SemaphoreSlim read, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        using var reader = new StreamReader(body);
        var all = new StringBuilder();
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            all.Append(line).Append('\n');
            if (line.StartsWith("data: {\"token\":\"x", StringComparison.Ordinal)) read.Release();
        }

        return all.ToString();
    }

    /// <summary>What had come to the slow one when its connection was cut, without the frame of HTTP.</summary>
    private static async Task<string> ToTheEndAsync(Socket socket, CancellationToken ct)
    {
        var all = new StringBuilder();
        var some = new byte[65_536];
        try
        {
            while (await socket.ReceiveAsync(some, ct) is > 0 and var count) all.Append(Encoding.ASCII.GetString(some, 0, count));
        }
        catch (SocketException)
        {
            // A connection that is cut may end that way.
        }

        return Unchunk(all.ToString().Split("\r\n\r\n", 2)[1]);
    }

    /// <summary>The chunks that are whole.</summary>
    private static string Unchunk(string body)
    {
        var all = new StringBuilder();
        for (var at = 0; body.IndexOf("\r\n", at, StringComparison.Ordinal) is >= 0 and var line;)
        {
            var length = Convert.ToInt32(body[at..line], 16);
            if (line + 2 + length > body.Length) break;
            all.Append(body, line + 2, length);
            at = line + 4 + length;
            if (at > body.Length) break;
        }

        return all.ToString();
    }
}

public sealed class SlowReaderOnSqlite() : SlowReaderTests("sqlite");

public sealed class SlowReaderOnLiteDb() : SlowReaderTests("litedb");

public sealed class SlowReaderOnPostgres() : SlowReaderTests("postgres");
