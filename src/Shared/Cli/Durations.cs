using System.Globalization;

namespace SamosaChaat.Shared.Cli;

/// <summary>Parses durations such as <c>90s</c>, <c>30m</c>, <c>1h</c> and <c>7d</c>, and the <c>hh:mm:ss</c> format of settings.</summary>
internal static class Durations
{
    public const string Rule = "must be a duration such as 90s, 30m, 1h, 7d or 01:30:00.";

    public static TimeSpan? Parse(string text)
    {
        var unit = text.Length < 2 ? ' ' : text[^1];
        double? seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => null };
        if (seconds is null)
        {
            return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
                && span >= TimeSpan.Zero
                ? span
                : null;
        }

        // The limit is about a thousand years, more than any setting accepts.
        return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * seconds < 3e10
            ? TimeSpan.FromSeconds(count * seconds.Value)
            : null;
    }

    /// <summary>Formats a duration for a setting.</summary>
    public static string Setting(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
