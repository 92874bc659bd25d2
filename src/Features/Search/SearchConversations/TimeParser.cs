using System.Globalization;

namespace SamosaChaat.Features.Search.SearchConversations;

/// <summary>Reads the times of a request.</summary>
internal static class TimeParser
{
    public static bool IsValid(string? text) => text is null || Parse(text) is not null;

    /// <summary>Returns a time in UTC. Null if the text is none, or names no offset from UTC.</summary>
    public static DateTime? Parse(string? text)
    {
        const string Format = "yyyy-MM-ddTHH:mm:ss.FFFFFFFK";
        return DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            && DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local)
            && local.Kind != DateTimeKind.Unspecified
            && time.UtcDateTime >= DateTime.UnixEpoch
                ? time.UtcDateTime
                : null;
    }
}
