namespace SamosaChaat.Bench.All;

/// <summary>The table and the plot where people read them. Of the text only what is between two marks is ours.</summary>
internal static class ReportFiles
{
    public const string Text = "performance-experiments.md";
    private const string Plot = "performance.svg";
    private const string Begin = "<!-- bench all: begin -->";
    private const string End = "<!-- bench all: end -->";

    /// <exception cref="InvalidOperationException">The text has no marks.</exception>
    public static async Task WriteAsync(string folder, string table, string plot)
    {
        var file = Path.Combine(folder, Text);
        var text = await File.ReadAllTextAsync(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new InvalidOperationException($"{file} has no '{Begin}' with '{End}' after it.");
        await File.WriteAllTextAsync(file, $"{text[..(begin + Begin.Length)]}\n\n{table}\n\n{text[end..]}");
        await File.WriteAllTextAsync(Path.Combine(folder, Plot), plot);
    }
}
