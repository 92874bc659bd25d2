using System.Globalization;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference.Demo;

namespace SamosaChaat.Shared.Demo;

/// <summary>The settings of section <c>Demo</c> that apply in demo mode only.</summary>
internal sealed class DemoModeOptions
{
    /// <summary>The seed of the generated data. The same seed and day give the same data.</summary>
    public int Seed { get; set; } = SeedPlan.DefaultSeed;

    /// <summary>The day in UTC, as yyyy-MM-dd. All data is older than its start. Empty means today.</summary>
    public string Day { get; set; } = "";

    /// <summary>
    /// The random faults and their rates: <c>drop=0.1,stall=0.05,error=0.05</c>, and <c>429</c>, <c>502</c>, <c>503</c>, <c>504</c>. The
    /// sum of the rates is at most 1.
    /// </summary>
    public string Faults { get; set; } = "";

    /// <summary>The length of a stall without its own length, at most one hour.</summary>
    public TimeSpan StallFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The interval between resets of the data, one second to one week. Zero means never.</summary>
    public TimeSpan ResetEvery { get; set; }

    internal static bool TryReadDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day.Year is >= 2000 and < 2200;

    internal DateOnly DayOr(DateTime today) => TryReadDay(Day, out var day) ? day : DateOnly.FromDateTime(today);
}

internal sealed class DemoModeOptionsValidator : IValidateOptions<DemoModeOptions>
{
    public ValidateOptionsResult Validate(string? name, DemoModeOptions options)
    {
        var section = DemoOptions.Section;
        if (options.Day.Length > 0 && !DemoModeOptions.TryReadDay(options.Day, out _))
        {
            return ValidateOptionsResult.Fail($"{section}:Day must be a day from 2000 to 2199, such as 2026-01-31.");
        }

        if (FaultRates.Parse(options.Faults) is null) return ValidateOptionsResult.Fail($"{section}:Faults {FaultRates.Rule}");
        if (options.StallFor <= TimeSpan.Zero || options.StallFor > Fault.LongestStall)
        {
            return ValidateOptionsResult.Fail($"{section}:StallFor must be greater than zero and at most 01:00:00.");
        }

        return options.ResetEvery == TimeSpan.Zero
            || (options.ResetEvery >= TimeSpan.FromSeconds(1) && options.ResetEvery <= TimeSpan.FromDays(7))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{section}:ResetEvery must be zero, or from 00:00:01 to 7.00:00:00.");
    }
}
