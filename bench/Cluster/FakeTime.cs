using System.Globalization;

namespace SamosaChaat.Bench.Cluster;

/// <summary>Finds libfaketime, a package of Debian that gives one process another time of day.</summary>
internal static class FakeTime
{
    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            .FirstOrDefault()
        : null;

    /// <summary>True if it works here. It also shifts the time since the machine's start, which must stay positive.</summary>
    public static bool IsUsable => Library is not null && Environment.TickCount64 > TimeSpan.FromMinutes(10).TotalMilliseconds;

    /// <summary>Returns the settings of a process whose clocks are all off by as much: the time between two moments is right.</summary>
    public static (string Name, string Value)[] Settings(TimeSpan off) => off == TimeSpan.Zero
        ? []
        :
        [
            ("LD_PRELOAD", Library!),
            ("FAKETIME", off.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture)),
        ];
}
