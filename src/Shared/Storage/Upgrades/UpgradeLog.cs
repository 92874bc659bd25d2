using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.Upgrades;

/// <summary>Logs the upgrade that a server makes when it starts.</summary>
internal sealed partial class UpgradeLog(ILogger logger) : IUpgradeWatch
{
    private int from;
    private int to;

    public void Begin(int from, int to)
    {
        (this.from, this.to) = (from, to);
        LogBegin(logger, from, to);
    }

    public void Copying(string file)
    {
    }

    public void Step(int version)
    {
    }

    public void End(string? copy)
    {
        if (copy is null) LogEnd(logger, from, to);
        else LogEndWithCopy(logger, from, to, copy);
    }

    /// <summary>Tells that old copies are gone.</summary>
    public void Removed(IReadOnlyList<string> copies)
    {
        foreach (var copy in copies) LogRemoved(logger, copy);
    }

    [LoggerMessage(
        EventIds.UpgradeBegins, LogLevel.Information, "The store is upgraded from version {From} to {To}. The server listens after that")]
    private static partial void LogBegin(ILogger logger, int from, int to);

    [LoggerMessage(EventIds.UpgradeEnded, LogLevel.Information, "The store is upgraded from version {From} to {To}")]
    private static partial void LogEnd(ILogger logger, int from, int to);

    [LoggerMessage(
        EventIds.UpgradeEnded,
        LogLevel.Information,
        "The store is upgraded from version {From} to {To}. The data of before is in '{Copy}'")]
    private static partial void LogEndWithCopy(ILogger logger, int from, int to, string copy);

    [LoggerMessage(EventIds.UpgradeCopyRemoved, LogLevel.Information, "The copy '{Copy}' of an earlier upgrade is removed")]
    private static partial void LogRemoved(ILogger logger, string copy);
}
