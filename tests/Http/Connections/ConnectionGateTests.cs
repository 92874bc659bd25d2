using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Tests.Http.Connections;

/// <summary>A connection that only waits makes room, and no address takes all.</summary>
public sealed class ConnectionGateTests
{
    private const string Many = "203.0.113.1";
    private const string Alone = "198.51.100.1";
    private const string Newcomer = "198.51.100.2";

    private readonly StandingClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_waits_the_longest_makes_room_for_a_new_one()
    {
        var gate = Gate(most: 3);
        var first = await WaitingAsync(gate, "127.0.0.1");
        var second = await WorkingAsync(gate, "127.0.0.1");
        var third = await WaitingAsync(gate, "127.0.0.1");

        await WaitingAsync(gate, "127.0.0.1");
        Assert.Equal((true, false, false), (first.IsAborted, second.IsAborted, third.IsAborted));
        await WaitingAsync(gate, "127.0.0.1");
        Assert.Equal((false, true), (second.IsAborted, third.IsAborted));
    }

    [Fact]
    public async Task A_connection_that_works_is_kept_until_it_waits()
    {
        var gate = Gate(most: 2);
        var (first, second) = (await WorkingAsync(gate, Many), await WorkingAsync(gate, Alone));

        var entering = gate.EnterAsync(At(Newcomer)).AsTask();
        Assert.False(entering.IsCompleted);
        first.Slot.BeginSend();

        Assert.NotNull(await entering.WaitAsync(Patience.Limit, Ct));
        Assert.Equal((true, false), (first.IsAborted, second.IsAborted));
    }

    [Fact]
    public async Task A_new_connection_is_refused_after_a_short_time_while_all_work()
    {
        var gate = Gate(most: 2);
        var (first, second) = (await WorkingAsync(gate, Many), await WorkingAsync(gate, Alone));

        var entering = gate.EnterAsync(At(Newcomer)).AsTask();
        await clock.PassAsync(ConnectionGate.Patience, Ct);

        Assert.Null(await entering.WaitAsync(Patience.Limit, Ct));
        // The next one need not wait again.
        Assert.Null(await Entered(gate.EnterAsync(At(Newcomer))));
        Assert.Equal((false, false), (first.IsAborted, second.IsAborted));
        first.Slot.BeginRead();
        Assert.NotNull(await Entered(gate.EnterAsync(At(Newcomer))));
        Assert.True(first.IsAborted);
    }

    [Fact]
    public async Task A_request_that_arrives_byte_by_byte_waits_since_its_start()
    {
        var gate = Gate(most: 2);
        var slow = await WaitingAsync(gate, "127.0.0.1");
        var idle = await WaitingAsync(gate, "127.0.0.1");
        slow.Slot.EndRead();
        slow.Slot.BeginRead();

        await WaitingAsync(gate, "127.0.0.1");

        Assert.Equal((true, false), (slow.IsAborted, idle.IsAborted));
    }

    [Fact]
    public async Task A_connection_that_was_used_again_waits_since_its_last_response()
    {
        var gate = Gate(most: 2);
        var used = await WaitingAsync(gate, "127.0.0.1");
        var idle = await WaitingAsync(gate, "127.0.0.1");
        clock.Advance(TimeSpan.FromSeconds(1));
        used.Slot.EndRead();
        used.Slot.Sent();
        used.Slot.BeginRead();

        await WaitingAsync(gate, "127.0.0.1");

        Assert.Equal((false, true), (used.IsAborted, idle.IsAborted));
    }

    [Fact]
    public async Task With_HTTP_2_a_connection_with_a_complete_request_works_although_it_is_read()
    {
        var gate = Gate(most: 1);
        var busy = await WaitingAsync(gate, "127.0.0.1");
        busy.Slot.BeginRequest();

        var entering = gate.EnterAsync(At(Newcomer)).AsTask();
        Assert.False(entering.IsCompleted);
        busy.Slot.EndRequest();

        Assert.NotNull(await entering.WaitAsync(Patience.Limit, Ct));
        Assert.True(busy.IsAborted);
    }

    [Fact]
    public async Task The_address_with_the_most_that_wait_makes_room()
    {
        var gate = Gate(most: 9, perAddress: 9);
        var alone = await WaitingAsync(gate, Alone);
        var busy = new List<WatchedConnection> { await WaitingAsync(gate, "192.0.2.1") };
        for (var i = 0; i < 3; i++) busy.Add(await WorkingAsync(gate, "192.0.2.1"));
        var many = new List<WatchedConnection>();
        for (var i = 0; i < 4; i++) many.Add(await WaitingAsync(gate, Many));

        await WaitingAsync(gate, Newcomer);

        Assert.DoesNotContain(busy, connection => connection.IsAborted);
        Assert.False(alone.IsAborted);
        Assert.Equal([true, false, false, false], many.Select(connection => connection.IsAborted));
    }

    [Fact]
    public async Task An_address_that_reconnects_at_once_evicts_its_own_connections_only()
    {
        var gate = Gate(most: 6, perAddress: 4);
        var others = new[] { await WaitingAsync(gate, Alone), await WaitingAsync(gate, Newcomer) };
        var attackers = new Queue<WatchedConnection>();
        for (var i = 0; i < 200; i++)
        {
            attackers.Enqueue(await WaitingAsync(gate, Many));
            if (attackers.Count > 4) gate.Leave(attackers.Dequeue().Slot);
        }

        Assert.DoesNotContain(others, connection => connection.IsAborted);
    }

    [Fact]
    public async Task An_address_with_the_most_connections_that_work_takes_none_of_the_others()
    {
        var gate = Gate(most: 4, perAddress: 4);
        for (var i = 0; i < 3; i++) await WorkingAsync(gate, Many);
        var alone = await WaitingAsync(gate, Alone);

        Assert.Null(await Entered(gate.EnterAsync(At(Many))));
        Assert.False(alone.IsAborted);
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.1")]
    [InlineData("203.0.113.1", "::ffff:203.0.113.1")]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2")]
    public async Task One_address_has_only_its_share(string first, string second)
    {
        var gate = Gate(most: 4);
        foreach (var address in new[] { first, second }) await WorkingAsync(gate, address);

        Assert.Null(await Entered(gate.EnterAsync(At(second))));
        Assert.NotNull(await Entered(gate.EnterAsync(At(Newcomer))));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    public async Task A_proxy_may_take_all(string address)
    {
        var gate = Gate(most: 4);

        for (var i = 0; i < 4; i++) await WorkingAsync(gate, address);
    }

    [Fact]
    public async Task An_evicted_connection_is_gone_at_once_and_too_many_of_them_only_delay_another_address()
    {
        var gate = Gate(most: 2);
        var admitted = new List<WatchedConnection>();
        for (var i = 0; i < 2 + 32; i++) admitted.Add(await WaitingAsync(gate, "127.0.0.1"));

        Assert.Null(await Entered(gate.EnterAsync(At("127.0.0.1"))));
        var entering = gate.EnterAsync(At(Newcomer)).AsTask();
        Assert.False(entering.IsCompleted);
        gate.Leave(admitted[0].Slot);

        Assert.NotNull(await entering.WaitAsync(Patience.Limit, Ct));
    }

    [Fact]
    public async Task Every_connection_that_has_been_closed_gives_its_place_back()
    {
        var gate = Gate(most: 2);
        for (var i = 0; i < 100; i++)
        {
            var (first, second) = (await WaitingAsync(gate, Many), await WorkingAsync(gate, Alone));
            if (i % 2 == 0) gate.Leave((await WorkingAsync(gate, Newcomer)).Slot);
            Assert.Equal(i % 2 == 0, first.IsAborted);
            gate.Leave(first.Slot);
            gate.Leave(second.Slot);
        }
    }

    private async Task<WatchedConnection> WaitingAsync(ConnectionGate gate, string address)
    {
        var connection = await WorkingAsync(gate, address);
        connection.Slot.BeginRead();
        return connection;
    }

    private async Task<WatchedConnection> WorkingAsync(ConnectionGate gate, string address)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        var connection = At(address);
        var slot = await Entered(gate.EnterAsync(connection));
        Assert.NotNull(slot);
        connection.Slot = slot;
        return connection;
    }

    /// <summary>Takes the result of what must not wait.</summary>
    private static ValueTask<ConnectionSlot?> Entered(ValueTask<ConnectionSlot?> entering)
    {
        Assert.True(entering.IsCompleted, "It waits.");
        return entering;
    }

    private static WatchedConnection At(string address) => new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1) };

    private ConnectionGate Gate(int most, int? perAddress = null) => new(
        new DescriptorBudget(most, () => null),
        Options.Create(new ConnectionOptions { MaxConnectionsPerAddress = perAddress }),
        Options.Create(new ProxyOptions { TrustedProxies = ["10.0.0.0/8"] }),
        clock,
        NullLogger<ConnectionGate>.Instance);

    private sealed class WatchedConnection : DefaultConnectionContext
    {
        public bool IsAborted { get; private set; }

        public ConnectionSlot Slot { get; set; } = null!;

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }
}
