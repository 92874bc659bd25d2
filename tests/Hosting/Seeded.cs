using System.Globalization;

namespace SamosaChaat.Tests.Hosting;

/// <summary>Gives tests that try something else in each run their random numbers, and prints the seed: with it a failed run can be had again.</summary>
internal static class Seeded
{
    private const string Variable = "SAMOSACHAAT_SEED";

    /// <summary>A generator of the seed that the variable names, or else of any.</summary>
    public static Random Random()
    {
        var seed = Environment.GetEnvironmentVariable(Variable) is { } wanted ? int.Parse(wanted, CultureInfo.InvariantCulture) : System.Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Variable}={seed}");
        return new Random(seed);
    }
}
