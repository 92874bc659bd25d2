using System.Globalization;

namespace SamosaChaat.Shared.Cli;

/// <summary>Durations as people write them, <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>7d</c>, beside the <c>hh:mm:ss</c> of settings.</summary>
internal static class Durations
{
    public const string Rule = "is a duration such as 90s, 30m, 1h, 7d or 01:30:00.";

    public static TimeSpan? Parse(string text)
    {
        var unit = text.Length < 2 ? ' ' : text[^1];
        double? seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => null };
        if (seconds is null) return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : null;
        // A thousand years are more than any setting takes.
        return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count * seconds < 3e10 ? TimeSpan.FromSeconds(count * seconds.Value) : null;
    }

    /// <summary>As settings have it.</summary>
    public static string Setting(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
