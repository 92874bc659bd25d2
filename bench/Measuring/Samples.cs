using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>One figure of one side, round by round.</summary>
internal sealed class Samples(params IEnumerable<double> known)
{
    private readonly List<double> values = [.. known];

    public double Median => MedianOf(values);

    public double Least => values.Min();

    public double Greatest => values.Max();

    public void Add(double value) => values.Add(value);

    /// <summary>How much greater this is than another side's, by rounds: both sides of a round had the same neighbours on the machine.</summary>
    public Ratio Over(Samples other)
    {
        var ratios = values.Zip(other.values, (mine, others) => mine / others).ToList();
        return new(MedianOf(ratios), ratios.Min(), ratios.Max());
    }

    /// <summary>By how much this is more than another side's, by rounds.</summary>
    public Samples Minus(Samples other) => new(values.Zip(other.values, (mine, others) => mine - others));

    /// <summary>Median (least..greatest), each in a numeric format.</summary>
    public string ToString(string format)
    {
        return $"{Text(Median)} ({Text(Least)}..{Text(Greatest)})";

        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static double MedianOf(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>The median of the rounds' ratios, and between what they lay.</summary>
internal readonly record struct Ratio(double Median, double Least, double Greatest)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:F2} ({Least:F2}..{Greatest:F2})");
}
