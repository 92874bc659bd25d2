namespace SamosaChaat.Bench.Load;

/// <summary>What came of a <see cref="LoadOrder"/>: one line of JSON. Times are milliseconds.</summary>
/// <param name="Turns">Read to their end, whole.</param>
/// <param name="Errors">The other ones.</param>
/// <param name="FirstError">What was wrong with the first of these.</param>
/// <param name="Seconds">From the first request to the end of the last stream.</param>
/// <param name="FirstTokenP50">From the request, or from when it was due.</param>
/// <param name="GapP50">Between two tokens of a stream, as they came.</param>
/// <param name="CpuMilliseconds">That the load generator took itself.</param>
internal sealed record LoadResult(
    long Turns,
    long Errors,
    string? FirstError,
    long Tokens,
    double Seconds,
    double FirstTokenP50,
    double FirstTokenP99,
    double TurnMean,
    double TurnP50,
    double TurnP99,
    double GapP50,
    double GapP99,
    double CpuMilliseconds)
{
    public double TurnsPerSecond => Turns / Seconds;

    /// <summary>Of each stream, while it lasts: the pace at which an answer reaches whoever asked.</summary>
    public double StreamTokensPerSecond => Tokens / Turns / (TurnMean / 1_000);
}
