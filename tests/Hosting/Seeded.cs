using System.Globalization;

namespace SamosaChaat.Tests.Hosting;

/// <summary>Gives a test random numbers that differ from run to run, and prints their seed: with it a failed run can be had again.</summary>
internal static class Seeded
{
    private const string Variable = "SAMOSACHAAT_SEED";

    /// <summary>A generator of the seed that the variable names, or else of any.</summary>
    public static Random Random()
    {
        var wanted = Environment.GetEnvironmentVariable(Variable);
        var seed = wanted is null ? System.Random.Shared.Next() : int.Parse(wanted, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Variable}={seed}");
        return new Random(seed);
    }
}
