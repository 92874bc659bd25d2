using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Memory;
using SamosaChaat.Bench.Requests;
using SamosaChaat.Bench.Rows;
using SamosaChaat.Bench.Turns;

namespace SamosaChaat.Bench.All;

/// <summary>Something that <c>all</c> measures.</summary>
internal sealed record Part(string Name, Func<Choice, Task<IReadOnlyList<Figure>>> MeasureAsync)
{
    /// <summary>What is added here is run, printed, drawn and checked.</summary>
    public static readonly Part[] Every =
    [
        new("turns", choice => new TurnsCommand(choice).MeasureAsync()),
        new("requests", choice => new RequestsCommand(RequestsOptions.For(choice)).MeasureAsync()),
        new("rows", choice => new RowsCommand(RowsOptions.For(choice)).MeasureAsync()),
        new("memory", choice => new MemoryCommand(MemoryOptions.For(choice)).MeasureAsync()),
    ];
}
