using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Upgrades;

/// <summary>Estimates how long an upgrade takes. The rates are cautious: docs/upgrading.md explains them.</summary>
internal static class UpgradeRate
{
    private const long Megabyte = 1_000_000;

    /// <summary>The bytes of a store that are copied, read or written in a second.</summary>
    public static long Of(string engine) => engine switch
    {
        StorageOptions.LiteDb => 2 * Megabyte,
        StorageOptions.Postgres => 20 * Megabyte,
        _ => 40 * Megabyte,
    };

    public static TimeSpan Estimate(UpgradePlan plan) => TimeSpan.FromSeconds(1 + (plan.Work / Of(plan.Engine)));
}
