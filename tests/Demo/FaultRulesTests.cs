using SamosaChaat.Shared.Demo;

namespace SamosaChaat.Tests.Demo;

public sealed class FaultRulesTests
{
    [Theory]
    [InlineData("drop@12", FaultKind.Drop, 12, 0, null)]
    [InlineData("stall@0", FaultKind.Stall, 0, 0, null)]
    [InlineData("STALL@5:2.5", FaultKind.Stall, 5, 0, 2.5)]
    [InlineData("error@3", FaultKind.Error, 3, 0, null)]
    [InlineData("status=503", FaultKind.Status, 0, 503, null)]
    internal void A_fault_is_read(string text, FaultKind kind, int at, int status, double? seconds) =>
        Assert.Equal(new Fault(kind, at, status, seconds is { } length ? TimeSpan.FromSeconds(length) : null), Fault.Parse(text));

    [Theory]
    [InlineData("drop")]
    [InlineData("drop@0")]
    [InlineData("drop@-1")]
    [InlineData("drop@1e3")]
    [InlineData("drop@1:2")]
    [InlineData("stall@1:0")]
    [InlineData("stall@1:3601")]
    [InlineData("error@9999999")]
    [InlineData("status=200")]
    [InlineData("status=500")]
    [InlineData("melt@1")]
    [InlineData("drop@1,stall@2")]
    public void What_is_no_fault_is_refused(string text) => Assert.Null(Fault.Parse(text));

    [Theory]
    [InlineData("drop=2")]
    [InlineData("drop=0.6,stall=0.5")]
    [InlineData("drop")]
    [InlineData("drop=-0.1")]
    [InlineData("0=0.1")]
    [InlineData("status=0.1")]
    [InlineData("404=0.1")]
    public void What_are_no_rates_is_refused(string text) => Assert.Null(FaultRates.Parse(text));

    [Fact]
    public void The_same_seed_draws_the_same_faults_about_as_often_as_it_should()
    {
        var rates = FaultRates.Parse("drop=0.1, stall=0.05, error=0.05, 503=0.2")!;
        Fault?[] Draw(int seed) => [.. Enumerable.Range(1, 10_000).Select(n => rates.Draw(seed, n, begins: true))];
        var drawn = Draw(42);

        Assert.Equal(drawn, Draw(42));
        Assert.NotEqual(drawn, Draw(43));
        Assert.InRange(drawn.Count(fault => fault?.Kind == FaultKind.Drop), 900, 1100);
        Assert.InRange(drawn.Count(fault => fault?.Kind == FaultKind.Stall), 420, 580);
        Assert.InRange(drawn.Count(fault => fault?.Kind == FaultKind.Error), 420, 580);
        Assert.InRange(drawn.Count(fault => fault?.Status == 503), 1850, 2150);
        Assert.InRange(drawn.OfType<Fault>().Where(fault => fault.Kind == FaultKind.Drop).Select(fault => fault.At).Distinct().Count(), 30, 40);
    }

    [Fact]
    public void A_request_that_only_reads_meets_what_a_connection_can_do()
    {
        var rates = FaultRates.Parse("drop=0.3,error=0.4,502=0.3")!;
        var kinds = Enumerable.Range(1, 200).Select(n => rates.Draw(1, n, begins: false)?.Kind).Distinct();

        Assert.Equal([null, FaultKind.Drop], kinds.Order());
    }
}
