using System.Globalization;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Cli.Upgrades;

/// <summary>Shows how an upgrade goes on: a line for each part, or a bar on a terminal.</summary>
/// <param name="isQuiet">True to print no lines.</param>
/// <param name="tell">Is called with 1 when a part begins.</param>
internal sealed class UpgradeProgress(UpgradePlan plan, bool isQuiet, Action<int> tell) : IUpgradeWatch
{
    private bool hasBegun;

    /// <summary>The file with the data of before. Null if there is none.</summary>
    public string? Copy { get; private set; }

    public void Begin(int from, int to)
    {
    }

    public void Copying(string file) => Next($"Copying the store to {file}");

    public void Step(int version)
    {
        var step = plan.Steps.First(step => step.Version == version).Step;
        Next(string.Create(CultureInfo.InvariantCulture, $"{version}: {step.Does}"));
    }

    public void End(string? copy)
    {
        tell(1);
        Copy = copy;
    }

    private void Next(string line)
    {
        if (hasBegun) tell(1);
        hasBegun = true;
        if (!isQuiet) Console.WriteLine(line);
    }
}
