using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>Section <c>Demo</c>.</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>How fast the demo model writes, 0 to 10,000; 0 is without delay.</summary>
    [Range(0d, 10_000d, ErrorMessage = "Demo:TokensPerSecond is a number from 0 to 10000.")]
    public double TokensPerSecond { get; set; } = 40;
}
