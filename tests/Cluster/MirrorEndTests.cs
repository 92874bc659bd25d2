using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Cluster;

/// <summary>What ends the reading of another node's turn before its own end: the other node's death, a slow reader, and no reader.</summary>
public sealed class MirrorEndTests
{
    private const int Owner = 0;
    private const int Other = 1;
    private const int Third = 2;

    /// <summary>Longer than a busy machine keeps a node waiting.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task When_its_node_is_killed_the_reader_is_disconnected_and_gets_the_end_from_the_others()
    {
        await using var nodes = await Nodes.StartAsync(3, ("Cluster:Lease", $"{Lease:c}"));
        var (talk, _) = await BeginAsync(nodes);
        using var mirrored = await talk.ReadAsync(Other);

        await nodes[Owner].Program.KillAsync();

        Assert.Equal(["Fold"], Tokens(await BrokenAsync(mirrored, nodes.Ct)));
        await Task.WhenAny(nodes.SaidAsync(Other, 2005), nodes.SaidAsync(Third, 2005));
        foreach (var node in new[] { Other, Third })
        {
            using var resumed = await talk.ReadAsync(node, after: 1);
            Assert.Equal("interrupted", Events.Of(await talk.ToTheEndAsync(resumed))[^1].FinishReason);
        }
    }

    [Fact]
    public async Task When_its_node_stops_answering_the_reader_is_disconnected_though_the_connection_stands()
    {
        await using var nodes = await Nodes.StartAsync(2, ("Cluster:Lease", $"{Lease:c}"));
        var (talk, _) = await BeginAsync(nodes);
        using var mirrored = await talk.ReadAsync(Other);

        await nodes[Owner].Program.AskToEndAsync("STOP");

        Assert.Equal(["Fold"], Tokens(await BrokenAsync(mirrored, nodes.Ct)));
        await nodes.SaidAsync(Other, 2005);
        await nodes[Owner].Program.AskToEndAsync("CONT");
        await nodes.SaidAsync(Owner, 2102);
        // It answers 503 until it has joined again.
        using var client = nodes[Owner].Client(nodes.Token);
        using var owned = await client.GetAsync(new Uri(talk.Stream, UriKind.Relative), nodes.Ct);
        Assert.Equal("interrupted", Events.Of(await talk.ToTheEndAsync(owned))[^1].FinishReason);
    }

    [Fact]
    public async Task A_turn_goes_on_while_somebody_reads_it_elsewhere_and_ends_with_the_last_reader()
    {
        // In strict mode, too.
        await using var nodes = await Nodes.StartAsync(
            2, ("Streaming:OnDisconnect", "cancel"), ("Streaming:DisconnectGrace", "0"), ("Streaming:CheckpointInterval", "0"));
        var say = new SemaphoreSlim(0);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        nodes.Model.Script = async reply =>
        {
            reply.Gone.Register(() => gone.TrySetResult());
            for (var i = 0; ; i++)
            {
                await reply.TokenAsync($"word {i} ");
                await say.WaitAsync(reply.Gone);
            }
        };
        var talk = await nodes.TalkAsync();
        var first = await talk.PostAsync(Owner);
        using var mirrored = await talk.ReadAsync(Other);
        await using var body = await mirrored.Content.ReadAsStreamAsync(nodes.Ct);
        await body.ReadUntilAsync(text => text.Contains("word 0", StringComparison.Ordinal), nodes.Ct);

        first.Dispose();
        await nodes.MetricIsAsync(Owner, "samosachaat_stream_readers", 0);
        say.Release();
        await body.ReadUntilAsync(text => text.Contains("word 1", StringComparison.Ordinal), nodes.Ct);
        Assert.False(gone.Task.IsCompleted);

        mirrored.Dispose();
        await gone.Task.WaitAsync(nodes.Ct);
        using var ended = await talk.ReadAsync(Other);
        Assert.Equal("cancelled", Events.Of(await talk.ToTheEndAsync(ended))[^1].FinishReason);
    }

    [Fact]
    public async Task A_reader_elsewhere_that_stops_reading_is_cut_off_and_holds_nobody_up()
    {
        await using var nodes = await Nodes.StartAsync(2, ("Streaming:ReaderBufferBytes", "524288"), ("Streaming:MaxAnswerBytes", "8000000"));
        var cut = nodes.SaidAsync(Other, 2009);
        using var read = new SemaphoreSlim(0);
        var slowIsThere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        nodes.Model.Script = async reply =>
        {
            await reply.TokenAsync("Fold");
            await slowIsThere.Task.WaitAsync(reply.Gone);
            // Each piece waits until the other reader has the one before. What sockets hold by themselves is a few MB at most.
            for (var i = 0; i < 390 && !cut.IsCompleted; i++)
            {
                await reply.TokenAsync(new string('x', 20_000));
                await read.WaitAsync(reply.Gone);
            }

            await reply.EndAsync();
        };
        var talk = await nodes.TalkAsync();
        await (await talk.BeginAsync("Fold")).DisposeAsync();
        using var slow = await StopReadingAsync(nodes, talk);
        using var fast = await talk.ReadAsync(Other);
        slowIsThere.SetResult();

        using var reader = new StreamReader(await fast.Content.ReadAsStreamAsync(nodes.Ct));
        var all = new StringBuilder();
        while (await reader.ReadLineAsync(nodes.Ct) is { } line)
        {
            all.Append(line).Append('\n');
            if (line.Contains("xxx", StringComparison.Ordinal)) read.Release();
        }

        await cut.WaitAsync(nodes.Ct);
        Assert.Equal("stop", Events.Of(all.ToString())[^1].FinishReason);
        Assert.Equal(Events.Text(all.ToString()), (await talk.ContentsAsync(Owner))[1]);
    }

    [Fact]
    public async Task Without_a_secret_a_node_says_so_and_serves_no_turn_of_another_one()
    {
        await using var nodes = await Nodes.StartAsync(2, ("Cluster:Secret", ""), ("Cluster:Listen", ""));
        var (talk, _) = await BeginAsync(nodes);

        using var elsewhere = await talk.ReadAsync(Other);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, elsewhere.StatusCode);
        Assert.NotNull(elsewhere.Headers.RetryAfter);
        await nodes.SaidAsync(Other, 2116);
    }

    private static async Task<(Talk Talk, TaskCompletionSource GoOn)> BeginAsync(Nodes nodes)
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        nodes.Model.Script = async reply =>
        {
            await reply.TokenAsync("Fold");
            await goOn.Task.WaitAsync(reply.Gone);
            await reply.EndAsync();
        };
        var talk = await nodes.TalkAsync();
        await (await talk.BeginAsync("Fold")).DisposeAsync();
        await Rows.AppearAsync(nodes[Owner].Database, $"SELECT 1 FROM checkpoints WHERE message_id = '{talk.Turn}'", nodes.Ct);
        return (talk, goOn);
    }

    /// <summary>Reads until the server ends the stream, properly or not.</summary>
    private static async Task<string> BrokenAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var ended = await Assert.ThrowsAsync<EndOfStreamException>(() => body.ReadUntilAsync(text => text.Contains("\"done\"", StringComparison.Ordinal), ct));
        return ended.Message;
    }

    private static IEnumerable<string> Tokens(string stream) => Events.Of(stream).Select(item => item.Token).OfType<string>();

    /// <summary>Asks for the stream on the other node and reads nothing of it.</summary>
    private static async Task<Socket> StopReadingAsync(Nodes nodes, Talk talk)
    {
        // A small window, so that little is under way that the server has got rid of.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        var address = nodes.On(Other).BaseAddress!;
        await socket.ConnectAsync(new DnsEndPoint(address.Host, address.Port), nodes.Ct);
        var request = $"GET {talk.Stream} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {nodes.Token}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), nodes.Ct);
        // The status line: now it is a reader.
        await socket.ReceiveAsync(new byte[1], nodes.Ct);
        return socket;
    }
}
