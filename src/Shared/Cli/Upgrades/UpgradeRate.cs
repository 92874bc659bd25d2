using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Upgrades;

/// <summary>Estimates how long an upgrade takes. The rates are cautious: docs/upgrading.md says what was measured.</summary>
internal static class UpgradeRate
{
    private const long Megabyte = 1_000_000;

    /// <summary>The bytes that are copied in a second.</summary>
    private const long Copying = 50 * Megabyte;

    public static TimeSpan Estimate(UpgradePlan plan) => TimeSpan.FromSeconds(1 + (plan.Copied / Copying) + (plan.Worked / Of(plan.Engine)));

    /// <summary>The bytes of a store that a step reads or writes in a second.</summary>
    private static long Of(string engine) => engine switch
    {
        StorageOptions.LiteDb => 5 * Megabyte,
        StorageOptions.Postgres => 50 * Megabyte,
        _ => 20 * Megabyte,
    };
}
