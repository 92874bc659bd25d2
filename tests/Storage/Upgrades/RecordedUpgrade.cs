using System.Globalization;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Tests.Storage.Upgrades;

/// <summary>Keeps what an upgrade tells, and does something at each moment.</summary>
internal sealed class RecordedUpgrade(Action<string>? at = null) : IUpgradeWatch
{
    public List<string> Said { get; } = [];

    public void Begin(int from, int to) => Say(string.Create(CultureInfo.InvariantCulture, $"{from} to {to}"));

    public void Copying(string file) => Say($"copy {file}");

    public void Step(int version) => Say(version.ToString(CultureInfo.InvariantCulture));

    public void End(string? copy) => Say($"end {copy}");

    private void Say(string line)
    {
        Said.Add(line);
        at?.Invoke(line);
    }
}
