using System.Globalization;
using System.Text.Json;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Upgrades;

/// <summary>Writes a plan for people and for programs.</summary>
internal static class UpgradeText
{
    public static string Of(UpgradePlan plan)
    {
        if (plan.From == 0) return $"{plan.Store} has no data yet. The first start of a server makes the store.";
        if (plan.From > plan.To)
        {
            return Invariant($"{plan.Store} has version {plan.From}. This program works with it, and knows versions up to {plan.To}.");
        }

        if (!plan.IsNeeded) return Invariant($"{plan.Store} has version {plan.To}, as this program. There is nothing to do.");

        var steps = string.Join('\n', plan.Steps.Select(step => Invariant($"  {step.Version}: {step.Step.Does}")));
        return Invariant($"""
            {plan.Store} has version {plan.From} and {Size(plan.Size)}. This program has version {plan.To}.
            {steps}
            {Safety(plan)}
            {Time(plan)}
            Nothing was changed. 'samosachaat upgrade' does it, and so does the next start of the server.
            """);
    }

    public static string Json(UpgradePlan plan) => JsonSerializer.Serialize(
        new
        {
            plan.Store,
            plan.From,
            plan.To,
            pending = plan.IsNeeded,
            steps = plan.Steps.Select(step => new { step.Version, step.Step.Does }),
            plan.Size,
            plan.Copy,
            plan.Free,
            seconds = plan.IsNeeded ? UpgradeRate.Estimate(plan).TotalSeconds : 0,
        },
        Shared.Http.Json.Options);

    public static string Done(UpgradePlan plan, string? copy) =>
        Invariant($"{plan.Store} has version {plan.To} now.") + (copy is null
            ? ""
            : $" The data of before is in {copy}. To go back to the program of before, see docs/upgrading.md.");

    private static string Safety(UpgradePlan plan) => plan.Copy is null
        ? "All steps are one transaction. No copy is made."
        : Invariant($"First the store is copied to {plan.Copy}. That needs {Size(plan.Size)}, and {Size(plan.Free!.Value)} are free.")
            + (plan.Engine == StorageOptions.Sqlite && plan.Steps.Any(step => step.Step.ReadsAll)
                ? " The steps need about as much again for the log."
                : "");

    private static string Time(UpgradePlan plan)
    {
        var seconds = UpgradeRate.Estimate(plan).TotalSeconds;
        var time = seconds < 120 ? Invariant($"{seconds:0} s") : Invariant($"{seconds / 60:0} minutes");
        return $"It takes about {time}. docs/upgrading.md explains this estimate.";
    }

    private static string Size(long bytes) => Invariant($"{bytes / 1e6:0.0} MB");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
