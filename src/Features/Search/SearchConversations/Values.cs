using System.Globalization;

namespace SamosaChaat.Features.Search.SearchConversations;

/// <summary>Reads the values of a request.</summary>
internal static class Values
{
    private const string True = "true";
    private const string False = "false";

    public static bool IsFlag(string? text) => text is null or True or False;

    public static bool? Flag(string? text) => text is null ? null : text == True;

    public static bool IsTime(string? text) => text is null || Time(text) is not null;

    /// <summary>Returns a time in UTC. Null if the text is none, or names no offset from UTC.</summary>
    public static DateTime? Time(string? text)
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
