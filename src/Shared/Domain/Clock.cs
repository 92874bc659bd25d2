namespace SamosaChaat.Shared.Domain;

/// <summary>New ids and the current time, both made by the caller of an operation so that the operation can be replayed.</summary>
internal static class Clock
{
    /// <summary>A UUIDv7 (RFC 9562): its bytes in network order sort by time of creation, to the millisecond.</summary>
    public static Guid NewId(this TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>UTC, cut to the microsecond: what every engine can store, so that what is answered is what is read back.</summary>
    public static DateTime Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
