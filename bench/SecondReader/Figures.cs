using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.SecondReader;

/// <summary>What one side gave, round by round.</summary>
internal sealed class Figures
{
    /// <summary>Turns posted, read and done, a second: the plain path.</summary>
    public Samples Turns { get; } = new();

    /// <summary>Of the server, in milliseconds a turn.</summary>
    public Samples ServerCpu { get; } = new();

    /// <summary>Of the clients and the model's service.</summary>
    public Samples OtherCpu { get; } = new();

    /// <summary>Half of the turns took whoever posted them no longer, in milliseconds.</summary>
    public Samples P50 { get; } = new();
}
