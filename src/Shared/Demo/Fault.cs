using System.Globalization;

namespace SamosaChaat.Shared.Demo;

internal enum FaultKind
{
    /// <summary>The client's connection breaks after a number of events. The turn continues.</summary>
    Drop,

    /// <summary>The stream pauses after a number of events. The turn continues.</summary>
    Stall,

    /// <summary>The upstream breaks off after a number of tokens.</summary>
    Error,

    /// <summary>The request fails with a status and without a stream.</summary>
    Status,
}

/// <summary>A fault of one request.</summary>
/// <param name="At">The number of events or tokens before the fault.</param>
/// <param name="Status">The status, for a fault of kind <see cref="FaultKind.Status"/>.</param>
/// <param name="For">The length of a stall. Null means the default length.</param>
internal sealed record Fault(FaultKind Kind, int At = 0, int Status = 0, TimeSpan? For = null)
{
    public const string Rule = "must be drop@12, stall@5, stall@5:30 (seconds), error@3, or status= with 429, 502, 503 or 504.";
    public static readonly TimeSpan LongestStall = TimeSpan.FromHours(1);
    public static readonly int[] Statuses = [429, 502, 503, 504];

    private const int Most = 1_000_000;

    /// <summary>The upstream's fault in this request's turn. It flows from the request to the turn that the request starts.</summary>
    public static readonly AsyncLocal<Fault?> OfModel = new();

    /// <summary>Parses a fault. Returns null if the text breaks the rule.</summary>
    public static Fault? Parse(string text)
    {
        if (text.StartsWith("status=", StringComparison.OrdinalIgnoreCase))
        {
            return Number(text["status=".Length..]) is { } status && Statuses.Contains(status)
                ? new(FaultKind.Status, Status: status)
                : null;
        }

        if (text.Split('@') is not [var kind, var place]) return null;
        return kind.ToLowerInvariant() switch
        {
            "drop" when Number(place) is { } at and > 0 => new(FaultKind.Drop, at),
            "error" when Number(place) is { } at => new(FaultKind.Error, at),
            "stall" when place.Split(':') is [var after] && Number(after) is { } at => new(FaultKind.Stall, at),
            "stall" when place.Split(':') is [var after, var seconds] && Number(after) is { } at
                && Seconds(seconds) is { } length => new(FaultKind.Stall, at, For: length),
            _ => null,
        };
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most ? number : null;

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            && seconds <= LongestStall.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
