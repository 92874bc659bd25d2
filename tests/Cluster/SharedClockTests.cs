using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Cluster;

namespace SamosaChaat.Tests.Cluster;

public sealed class SharedClockTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(300, 298)]
    [InlineData(-300, -300)]
    public void Only_a_difference_that_the_way_cannot_explain_counts(int server, int skew) =>
        Assert.Equal(TimeSpan.FromSeconds(skew), SharedClock.SkewOf(Noon.AddSeconds(server), Noon, Noon.AddSeconds(2)));

    [Fact]
    public void Nodes_with_different_clocks_tell_the_same_time()
    {
        var slow = new SharedClock(new FakeTimeProvider(Noon.AddMinutes(-5))) { Skew = TimeSpan.FromMinutes(5) };
        var fast = new SharedClock(new FakeTimeProvider(Noon.AddMinutes(5))) { Skew = TimeSpan.FromMinutes(-5) };

        Assert.Equal(Noon, slow.GetUtcNow());
        Assert.Equal(Noon, fast.GetUtcNow());
    }
}
