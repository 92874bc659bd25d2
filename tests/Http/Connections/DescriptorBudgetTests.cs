using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http.Connections;

namespace SamosaChaat.Tests.Http.Connections;

public sealed class DescriptorBudgetTests
{
    [Theory]
    [InlineData(139, null, 29, 14)]
    [InlineData(763, null, 445, 222)]
    [InlineData(19_739, null, 13_096, 6_547)]
    [InlineData(19_739, 100, 100, 6_547)]
    [InlineData(763, 10_000, 445, 222)]
    [InlineData(20, null, 8, 4)]
    public void Connections_and_turns_share_what_is_free(int free, int? setting, int connections, int turns)
    {
        var budget = new DescriptorBudget(setting, () => free);

        Assert.Equal((connections, turns), (budget.Connections, budget.Turns));
        Assert.True(free < 100 || connections + turns < free, "Nothing is left.");
    }

    [Fact]
    public void A_system_without_a_limit_needs_no_share()
    {
        var budget = new DescriptorBudget(most: null, () => null);

        Assert.Equal((int.MaxValue, int.MaxValue), (budget.Connections, budget.Turns));
    }

    [Fact]
    public void The_limit_of_this_process_is_known()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");

        Assert.InRange(DescriptorLimit.Open, 10, DescriptorLimit.Value!.Value);
        Assert.True(new DescriptorBudget(Options.Create(new ConnectionOptions())).Connections > 0);
    }
}
