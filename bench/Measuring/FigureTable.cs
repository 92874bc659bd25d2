using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>Figures as a Markdown table, and whether they will do.</summary>
internal static class FigureTable
{
    /// <param name="theirs">What the other side is called.</param>
    /// <returns>0 when every figure reaches what is asked of it, 1 when one does not.</returns>
    public static int Tell(string theirs, IReadOnlyList<Figure> figures)
    {
        Console.WriteLine($"""
            | | ours | {theirs} | figure (least..greatest) | to reach | aim | |
            |---|---|---|---|---|---|---|
            """);
        foreach (var figure in figures) Console.WriteLine(Line(figure));
        return figures.All(figure => figure.IsReached) ? 0 : 1;
    }

    private static string Line(Figure figure)
    {
        var value = figure.Spread.Length == 0 ? Text(figure.Value) : $"{Text(figure.Value)} ({figure.Spread})";
        var bound = figure.Bound is { } asked ? $"{(asked.Least ? "at least" : "at most")} {Text(asked.ToReach)} | {Text(asked.Aim)} | {(figure.IsReached ? "PASS" : "FAIL")}" : " | |";
        return $"| {figure.What} | {figure.Ours} | {figure.Theirs} | {value} | {bound} |";
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
