using System.Globalization;
using System.Net;
using System.Text;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.All;

/// <summary>
/// Every figure that has a bound as a bar: how far it is on the way to what is to be reached, which is the line that all have in common. What is measured in
/// different units has one scale like this, and longer is better for all of them.
/// </summary>
internal static class Plot
{
    private const int Width = 960;
    private const int Left = 470;
    private const int Unit = 200;
    private const int Row = 34;
    private const int Top = 64;
    private const double Longest = 2;

    public static string Svg(IEnumerable<Figure> figures)
    {
        // What is to be zero has no way to it.
        var bars = figures.Where(figure => figure.Bound is { ToReach: > 0 }).ToList();
        var height = Top + (bars.Count * Row) + 12;
        var svg = new StringBuilder(Text($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="ui-sans-serif, system-ui, sans-serif" font-size="13" fill="currentColor">
              <title>How far each figure is on the way to what is to be reached; longer is better.</title>
              <style>:root {"{"} color: #24292f {"}"} @media (prefers-color-scheme: dark) {"{"} :root {"{"} color: #d0d7de {"}"} {"}"}</style>
              <text x="{Left + Unit}" y="24" text-anchor="middle">to reach</text>
              <text x="12" y="24">longer is better; the open mark is the aim</text>
              <path d="M{Left + Unit} 32 V{height - 12}" stroke="#808080" stroke-width="2" stroke-dasharray="5 4"/>

            """));
        for (var i = 0; i < bars.Count; i++) svg.Append(Bar(bars[i], bars[i].Bound!, Top + (i * Row)));
        return svg.Append("</svg>\n").ToString();
    }

    private static string Bar(Figure figure, Bound bound, int top)
    {
        var (way, aim) = (Way(bound, figure.Value), Left + (Way(bound, bound.Aim) * Unit));
        var colour = bound.IsReachedBy(figure.Value) ? "#3f8f5f" : "#c2562d";
        return Text($"""
              <text x="{Left - 10}" y="{top + 4}" text-anchor="end">{WebUtility.HtmlEncode(figure.What)}</text>
              <rect x="{Left}" y="{top - 9}" width="{way * Unit:0.#}" height="18" rx="2" fill="{colour}"/>
              <path d="M{aim:0.#} {top - 12} l5 12 -5 12 -5 -12 z" fill="none" stroke="#808080" stroke-width="2"/>
              <text x="{Width - 12}" y="{top + 4}" text-anchor="end">{figure.Value:0.00}</text>

            """);
    }

    /// <summary>1 where the bound is just reached. What is below nothing, a latency less than the other's, has the whole way behind it.</summary>
    private static double Way(Bound bound, double value) =>
        Math.Clamp(bound.Least ? value / bound.ToReach : value <= 0 ? Longest : bound.ToReach / value, 0, Longest);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
