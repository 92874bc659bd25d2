namespace SamosaChaat.Shared.Domain;

/// <summary>
/// Creates ids and times. The caller of an operation creates them, so that the operation can run again with the same values.
/// </summary>
internal static class Clock
{
    /// <summary>Creates a UUIDv7 (RFC 9562). In network byte order, UUIDs sort by creation time to the millisecond.</summary>
    public static Guid NewId(this TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>
    /// Returns the UTC time, truncated to the microsecond. Every engine can store it, so a response equals the stored value.
    /// </summary>
    public static DateTime Now(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime.InMicroseconds();

    /// <summary>Truncates a time to the microsecond, as every engine stores it.</summary>
    public static DateTime InMicroseconds(this DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
