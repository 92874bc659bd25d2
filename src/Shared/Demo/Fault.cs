using System.Globalization;

namespace SamosaChaat.Shared.Demo;

internal enum FaultKind
{
    /// <summary>The client's connection breaks after so many events; the turn goes on.</summary>
    Drop,

    /// <summary>Nothing is sent for a while after so many events; the turn goes on.</summary>
    Stall,

    /// <summary>The model's server breaks off after so many tokens.</summary>
    Error,

    /// <summary>There is no stream at all, but this status.</summary>
    Status,
}

/// <summary>One bad thing that happens to one request.</summary>
/// <param name="At">After how many events or tokens.</param>
/// <param name="Status">Where that is the fault.</param>
/// <param name="For">How long a stall is; null where it does not say.</param>
internal sealed record Fault(FaultKind Kind, int At = 0, int Status = 0, TimeSpan? For = null)
{
    public const string Rule = "is drop@12, stall@5, stall@5:30 (seconds), error@3, or status= and 429, 502, 503 or 504.";
    public static readonly TimeSpan LongestStall = TimeSpan.FromHours(1);
    public static readonly int[] Statuses = [429, 502, 503, 504];

    private const int Most = 1_000_000;

    /// <summary>What the model's server does in this request's turn. It goes with the request into the turn that it begins, and no further.</summary>
    public static readonly AsyncLocal<Fault?> OfModel = new();

    /// <summary>Null where it is not of the rule.</summary>
    public static Fault? Parse(string text)
    {
        if (text.StartsWith("status=", StringComparison.OrdinalIgnoreCase))
        {
            return Number(text["status=".Length..]) is { } status && Statuses.Contains(status) ? new(FaultKind.Status, Status: status) : null;
        }

        if (text.Split('@') is not [var kind, var place]) return null;
        return kind.ToLowerInvariant() switch
        {
            "drop" when Number(place) is { } at and > 0 => new(FaultKind.Drop, at),
            "error" when Number(place) is { } at => new(FaultKind.Error, at),
            "stall" when place.Split(':') is [var after] && Number(after) is { } at => new(FaultKind.Stall, at),
            "stall" when place.Split(':') is [var after, var seconds] && Number(after) is { } at && Seconds(seconds) is { } length => new(FaultKind.Stall, at, For: length),
            _ => null,
        };
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most ? number : null;

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && seconds <= LongestStall.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
