namespace SamosaChaat.Bench.Turns;

/// <summary>How much is measured at a time.</summary>
/// <param name="Seconds">Of each side and round, where turns follow one another as fast as they can.</param>
/// <param name="PacedTokens">Of an answer that comes at 50 a second.</param>
/// <param name="Some">Streams that a busy server has.</param>
/// <param name="Many">Streams that a crowded one has.</param>
/// <param name="PacedTurns">Of each of these.</param>
internal sealed record Sizes(double Seconds, int PacedTokens, int Some, int Many, int PacedTurns)
{
    public static readonly Sizes Full = new(Seconds: 4, PacedTokens: 200, Some: 256, Many: 1_000, PacedTurns: 3);

    /// <summary>Everything is done once, and says nothing.</summary>
    public static readonly Sizes Smoke = new(Seconds: 0.5, PacedTokens: 50, Some: 32, Many: 100, PacedTurns: 1);
}
