namespace SamosaChaat.Shared.Storage;

/// <summary>Converts times for storage, on every engine: whole microseconds since 1970-01-01 UTC, which sort as the times do.</summary>
internal static class Microseconds
{
    public static long From(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? From(DateTime? utc) => utc is { } time ? From(time) : null;

    public static DateTime ToUtc(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
