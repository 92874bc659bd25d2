namespace SamosaChaat.Bench.Fuzz;

/// <summary>How the program is set: as by default, but for what would make a run slow or its answers alike.</summary>
internal static class FuzzSettings
{
    private static readonly (string Name, string Value)[] Common =
    [
        ("Demo:TokensPerSecond", "5000"),
        ("Streaming:DrainTimeout", "00:00:00"),
        ("Auth:AccessTokenLifetime", "1.00:00:00"),
        ("Logging:LogLevel:Default", "Warning"),
        ("Logging:LogLevel:SamosaChaat.Shared.Hosting.StartupBanner", "Information"),
        ("Limits:RegistrationsPerHour", "1000000000"),
        ("Limits:AllRegistrationsPerHour", "1000000000"),
        // For PostgreSQL: a busy machine can keep a node from its heartbeats.
        ("Cluster:Lease", "00:01:00"),
    ];

    public static readonly (string Name, string Value)[] WithoutRates = Common;

    public static readonly (string Name, string Value)[] WithRates =
    [
        .. Common,
        ("Limits:ReadsPerMinute", "400"),
        ("Limits:WritesPerMinute", "400"),
        ("Limits:TurnsPerMinute", "20"),
        ("Limits:SignInsPerMinute", "60"),
        ("Limits:FailedLogins", "5"),
        ("Limits:ReadersPerUser", "2"),
        ("Limits:TurnsPerDay", "200"),
        ("Limits:WaitingPasswords", "1"),
    ];
}
