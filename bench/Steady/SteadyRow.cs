using System.Globalization;
using SamosaChaat.Bench.Load;

namespace SamosaChaat.Bench.Steady;

/// <summary>What a sixtieth of the time gave.</summary>
/// <param name="Hours">Of half load, when it ended.</param>
/// <param name="Memory">Of the server, in bytes, at its end; as the files are.</param>
internal sealed record SteadyRow(double Hours, LoadResult Load, long Memory, long Log, long File)
{
    public const string Header = """
        | minutes | turns | errors | first token p50, ms | p99 | turn p50, ms | p99 | memory, MB | log, MB | file, MB |
        |---|---|---|---|---|---|---|---|---|---|
        """;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Hours * 60:0.##} | {Load.Turns:N0} | {Load.Errors} | {Load.FirstTokenP50:F2} | {Load.FirstTokenP99:F1} | {Load.TurnP50:F2} | {Load.TurnP99:F1} | {Memory / 1e6:F1} | {Log / 1e6:F1} | {File / 1e6:F1} |");
}
