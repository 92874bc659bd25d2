using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>The settings of section <c>Demo</c>.</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>The tokens per second of the demo model, 0 to 10,000. 0 means no delay.</summary>
    [Range(0d, 10_000d, ErrorMessage = "Demo:TokensPerSecond must be a number from 0 to 10000.")]
    public double TokensPerSecond { get; set; } = 40;
}
