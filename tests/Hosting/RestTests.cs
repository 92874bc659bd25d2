using System.Globalization;
using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Tests.Hosting;

/// <summary>Numbers are what has been allocated since the beginning, in MB, as it is looked at once a second.</summary>
public sealed class RestTests
{
    [Theory]
    [InlineData("30 30 30", 2)]
    [InlineData("30 30 30 30.1 30.2 30.2", 2)]
    [InlineData("30 30 60 60 90 90 90", 6)]
    [InlineData("5 5 5 5", null)]
    [InlineData("30 31 32 33 34 35", null)]
    [InlineData("30 30 31 31 32 32", null)]
    public void Rest_is_when_nearly_nothing_was_allocated_twice_in_a_row_after_a_lot_was(string seen, int? begins) => Assert.Equal(begins, Begins(seen).Cast<int?>().SingleOrDefault());

    [Fact]
    public void Each_busy_time_has_its_own_rest() => Assert.Equal([3, 7], Begins("20 30 30 30 30 60 60 60 60 61 61 61"));

    [Fact]
    public void Small_things_add_up() => Assert.Equal([2, 8], Begins("30 30 30 33 33 33 38 38 38"));

    private static List<int> Begins(string seen)
    {
        var rest = new Rest(looks: 2);
        return [.. seen.Split(' ').Index().Where(look => rest.HasBegun((long)(double.Parse(look.Item, CultureInfo.InvariantCulture) * 1024 * 1024))).Select(look => look.Index)];
    }
}
