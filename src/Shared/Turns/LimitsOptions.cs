namespace SamosaChaat.Shared.Turns;

/// <summary>Holds the settings of section <c>Limits</c>.</summary>
internal sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>False turns off the limits on a client's requests. It is for tests and benchmarks.</summary>
    public bool Enabled { get; set; } = true;
}
