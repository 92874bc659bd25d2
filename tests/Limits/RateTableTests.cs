using System.Net;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Tests.Limits;

public sealed class RateTableTests
{
    private static readonly Rate ThreeInAMinute = Rate.PerMinute("few", 3);

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void All_permits_may_be_taken_at_once_and_each_comes_back_after_its_share_of_the_window()
    {
        var table = new RateTable(clock);
        var key = Key(1);

        for (var i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, table.Take(key, ThreeInAMinute));
        Assert.Equal(TimeSpan.FromSeconds(20), table.Take(key, ThreeInAMinute));
        Assert.Equal(TimeSpan.FromSeconds(20), table.Look(key, ThreeInAMinute));

        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.Zero, table.Look(key, ThreeInAMinute));
        Assert.Equal(TimeSpan.Zero, table.Take(key, ThreeInAMinute));
        Assert.Equal(TimeSpan.FromSeconds(20), table.Take(key, ThreeInAMinute));
    }

    [Fact]
    public void A_client_takes_nothing_from_another_one_and_a_look_takes_nothing()
    {
        var table = new RateTable(clock);
        for (var i = 0; i < 3; i++) table.Take(Key(1), ThreeInAMinute);

        for (var i = 0; i < 9; i++) Assert.Equal(TimeSpan.Zero, table.Look(Key(2), ThreeInAMinute));
        for (var i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, table.Take(Key(2), ThreeInAMinute));
    }

    [Fact]
    public void Threads_that_take_at_once_get_no_more_than_there_are()
    {
        var (table, rate, taken) = (new RateTable(clock), Rate.PerMinute("many", 1_000), 0);

        Parallel.For(0, 5_000, _ =>
        {
            if (table.Take(Key(1), rate) == TimeSpan.Zero) Interlocked.Increment(ref taken);
        });

        Assert.Equal(1_000, taken);
    }

    [Fact]
    public void Idle_clients_are_forgotten_and_busy_ones_are_not()
    {
        var table = new RateTable(clock);
        for (var i = 0; i < 900; i++) table.Take(Key(i), ThreeInAMinute);
        clock.Advance(TimeSpan.FromSeconds(20));

        for (var i = 0; i < 3; i++) table.Take(Key(1), ThreeInAMinute);
        for (var i = 1_000; i < 1_200; i++) table.Take(Key(i), ThreeInAMinute);

        Assert.InRange(table.Count, 1, 500);
        Assert.NotEqual(TimeSpan.Zero, table.Look(Key(1), ThreeInAMinute));
    }

    [Fact]
    public void However_many_clients_come_the_table_stays_within_its_capacity()
    {
        var table = new RateTable(clock, capacity: 100);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal(TimeSpan.Zero, table.Take(Key(i), ThreeInAMinute));
            Assert.InRange(table.Count, 0, 100);
        }
    }

    private static RateKey Key(int client) => new(RequestClass.Read, Guid.Empty, new IPAddress(client));
}
