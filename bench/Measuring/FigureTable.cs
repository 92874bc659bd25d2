using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>Figures as a table in Markdown, and whether they will do.</summary>
internal static class FigureTable
{
    public static string Text(IEnumerable<Figure> figures) => string.Join('\n',
    [
        "| figure | ours | held against | value | spread | to reach | aim | verdict |",
        "|---|---|---|---|---|---|---|---|",
        .. figures.Select(Row),
    ]);

    /// <summary>Prints them below what is said about them.</summary>
    /// <returns>0 when every figure reaches what is asked of it, 1 when one does not.</returns>
    public static int Tell(string heading, IReadOnlyList<Figure> figures)
    {
        Console.WriteLine($"{heading}\n\n{Text(figures)}");
        return figures.All(figure => figure.IsReached) ? 0 : 1;
    }

    private static string Row(Figure figure) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {figure.What} | {figure.Ours} | {figure.Theirs} | {Value(figure, figure.Value)} | {figure.Spread} | {Mark(figure, figure.Bound?.ToReach)} | {Mark(figure, figure.Bound?.Aim)} | {Verdict(figure)} |");

    private static string Mark(Figure figure, double? value) => value is { } mark ? (figure.Bound!.Least ? "≥ " : "≤ ") + Value(figure, mark) : "";

    private static string Value(Figure figure, double value) => value.ToString(figure.IsDifference ? "+0.00;-0.00;0" : "0.00", CultureInfo.InvariantCulture);

    private static string Verdict(Figure figure) => figure.Bound switch
    {
        null => "",
        { } bound when !bound.IsReachedBy(figure.Value) => "**missed**",
        { } bound => (bound with { ToReach = bound.Aim }).IsReachedBy(figure.Value) ? "aim" : "reached",
    };
}
