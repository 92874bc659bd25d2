using System.Globalization;

namespace SamosaChaat.Bench.Measuring;

/// <summary>Figures as a table in Markdown.</summary>
internal static class FigureTable
{
    public static string Text(IEnumerable<Figure> figures) => string.Join('\n',
    [
        "| figure | ours | held against | value | spread | to reach | aim | verdict |",
        "|---|---|---|---|---|---|---|---|",
        .. figures.Select(Row),
    ]);

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
