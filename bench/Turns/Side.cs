using SamosaChaat.Bench.Load;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Turns;

/// <summary>What one side gave for one order, round by round.</summary>
internal sealed class Side
{
    public Samples TurnsPerSecond { get; } = new();

    public Samples StreamTokensPerSecond { get; } = new();

    public Samples FirstToken { get; } = new();

    public Samples GapP99 { get; } = new();

    /// <summary>Of the side's own process, in milliseconds a turn.</summary>
    public Samples Cpu { get; } = new();

    /// <summary>Of the load generator.</summary>
    public Samples ClientCpu { get; } = new();

    /// <summary>All that were begun.</summary>
    public long Turns { get; private set; }

    public long Errors { get; private set; }

    public void Add(LoadResult result, TimeSpan cpu)
    {
        TurnsPerSecond.Add(result.TurnsPerSecond);
        StreamTokensPerSecond.Add(result.StreamTokensPerSecond);
        FirstToken.Add(result.FirstTokenP50);
        GapP99.Add(result.GapP99);
        Cpu.Add(cpu.TotalMilliseconds / result.Turns);
        ClientCpu.Add(result.CpuMilliseconds / result.Turns);
        Turns += result.Turns + result.Errors;
        Errors += result.Errors;
    }
}
