using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Http.Proxies;

namespace SamosaChaat.Tests.Http.Connections;

/// <summary>Whoever only waits makes room, and nobody takes all.</summary>
public sealed class ConnectionGateTests
{
    private readonly StandingClock clock = new();

    [Fact]
    public void A_connection_that_waits_the_longest_makes_room_for_a_new_one()
    {
        var gate = Gate(most: 3);
        var (first, _) = Enter(gate, "127.0.0.1");
        var (second, working) = Enter(gate, "127.0.0.1");
        working!.Begin();
        var (third, _) = Enter(gate, "127.0.0.1");

        Assert.NotNull(Enter(gate, "127.0.0.1").Slot);
        Assert.Equal((true, false, false), (first.IsAborted, second.IsAborted, third.IsAborted));
        Assert.NotNull(Enter(gate, "127.0.0.1").Slot);
        Assert.Equal((false, true), (second.IsAborted, third.IsAborted));
    }

    [Fact]
    public void Connections_that_work_are_kept_and_a_new_one_is_refused()
    {
        var gate = Gate(most: 2);
        var taken = new[] { Enter(gate, "127.0.0.1"), Enter(gate, "127.0.0.1") };
        foreach (var (_, slot) in taken) slot!.Begin();

        Assert.Null(Enter(gate, "127.0.0.1").Slot);
        Assert.DoesNotContain(taken, connection => connection.Connection.IsAborted);
        taken[0].Slot!.End();
        Assert.NotNull(Enter(gate, "127.0.0.1").Slot);
        Assert.True(taken[0].Connection.IsAborted);
    }

    [Fact]
    public void The_address_with_the_most_makes_room()
    {
        var gate = Gate(most: 5, perAddress: 4);
        var (alone, _) = Enter(gate, "198.51.100.1");
        var many = Enumerable.Range(0, 4).Select(_ => Enter(gate, "203.0.113.1").Connection).ToArray();

        Assert.NotNull(Enter(gate, "198.51.100.2").Slot);

        Assert.False(alone.IsAborted);
        Assert.Equal([true, false, false, false], many.Select(connection => connection.IsAborted));
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.1")]
    [InlineData("203.0.113.1", "::ffff:203.0.113.1")]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2")]
    public void One_address_has_only_its_share(string first, string second)
    {
        var gate = Gate(most: 4);
        foreach (var address in new[] { first, second }) Enter(gate, address).Slot!.Begin();

        Assert.Null(Enter(gate, second).Slot);
        Assert.NotNull(Enter(gate, "198.51.100.2").Slot);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    public void A_proxy_may_take_all(string address)
    {
        var gate = Gate(most: 4);

        for (var i = 0; i < 4; i++) Assert.NotNull(Enter(gate, address).Slot);
    }

    [Fact]
    public void Connections_that_are_still_closing_have_a_limit_too()
    {
        var gate = Gate(most: 2);

        var admitted = Enumerable.Range(0, 100).Count(_ => Enter(gate, "127.0.0.1").Slot is not null);

        Assert.Equal(2 + 32, admitted);
    }

    [Fact]
    public void A_connection_that_has_been_closed_gives_its_place_back()
    {
        var gate = Gate(most: 1);

        for (var i = 0; i < 100; i++)
        {
            var (connection, slot) = Enter(gate, "127.0.0.1");
            slot!.Begin();
            gate.Leave(slot);
            Assert.False(connection.IsAborted);
        }
    }

    private (WatchedConnection Connection, ConnectionSlot? Slot) Enter(ConnectionGate gate, string address)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        var connection = new WatchedConnection { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1) };
        return (connection, gate.Enter(connection));
    }

    private ConnectionGate Gate(int most, int? perAddress = null) => new(
        new DescriptorBudget(most, () => null),
        Options.Create(new ConnectionOptions { MaxConnectionsPerAddress = perAddress }),
        Options.Create(new ProxyOptions { TrustedProxies = ["10.0.0.0/8"] }),
        clock,
        NullLogger<ConnectionGate>.Instance);

    private sealed class WatchedConnection : DefaultConnectionContext
    {
        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }
}
