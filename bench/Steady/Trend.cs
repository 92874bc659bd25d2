namespace SamosaChaat.Bench.Steady;

/// <summary>Whither a figure goes.</summary>
internal static class Trend
{
    /// <summary>The slope of the straight line that is nearest to the points, by least squares.</summary>
    public static double Slope(IReadOnlyCollection<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
