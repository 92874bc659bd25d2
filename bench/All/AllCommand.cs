using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.All;

/// <summary>Every part, on every engine that is asked for, of the program as it is released: a table, a plot, and whether it is as fast as it must be.</summary>
internal sealed class AllCommand(AllOptions options)
{
    private const string SaysNothing = "This was a smoke run: it shows that everything works, and its figures say nothing.";

    /// <returns>1 when a figure misses its bound and is to be checked, or when something failed that never may; else 0.</returns>
    public async Task<int> RunAsync()
    {
        using var published = options.Program is null ? await Published.MakeAsync() : null;
        var program = options.Program ?? published!.Program;
        var facts = await Machine.FactsAsync(program);
        var all = new List<(string Engine, List<Figure> Figures)>();
        foreach (var engine in options.Engines) all.Add(await MeasureAsync(engine, program));

        var text = Text(facts, all);
        Console.WriteLine(text);
        if (options.Report is { } folder) await ReportFiles.WriteAsync(folder, text, Plot.Svg(all.SelectMany(engine => engine.Figures)));
        var held = options.Check ? all.SelectMany(engine => engine.Figures) : all.SelectMany(engine => engine.Figures).Select(figure => figure.Told());
        return held.All(figure => figure.IsReached) ? 0 : 1;
    }

    private async Task<(string Engine, List<Figure> Figures)> MeasureAsync(string engine, string program)
    {
        var figures = new List<Figure>();
        foreach (var part in Part.Every)
        {
            Console.Error.WriteLine($"{engine}: {part.Name}");
            figures.AddRange(await part.MeasureAsync(options.For(engine, program)));
        }

        // What is asked is asked of SQLite; of LiteDB it is told what it gives.
        return (engine, engine == StorageOptions.Sqlite && !options.Smoke ? figures : figures.ConvertAll(figure => figure.Told()));
    }

    private string Text(string facts, IEnumerable<(string Engine, List<Figure> Figures)> all) => string.Join("\n\n",
    [
        options.Smoke ? SaysNothing : $"{facts} Medians of {options.Rounds} rounds (least..greatest); the value is the median of the rounds' ratios, or differences where it has a sign.",
        .. all.Select(engine => $"**{(engine.Engine == StorageOptions.Sqlite ? "SQLite" : "LiteDB")}**\n\n{FigureTable.Text(engine.Figures)}"),
    ]);
}
