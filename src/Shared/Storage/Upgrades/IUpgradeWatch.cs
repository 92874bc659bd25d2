namespace SamosaChaat.Shared.Storage.Upgrades;

/// <summary>Is told how an upgrade of a store goes on. One thread calls all members, in the order in which they are here.</summary>
internal interface IUpgradeWatch
{
    /// <summary>The store is older than the program. Nothing is changed yet.</summary>
    void Begin(int from, int to);

    /// <summary>The data is copied to a file. An engine with a server of its own makes no copy.</summary>
    void Copying(string file);

    /// <summary>The step to this version begins.</summary>
    void Step(int version);

    /// <summary>The store has the newest version, and that is on the disk.</summary>
    /// <param name="copy">The file with the data of before. Null if there is none.</param>
    void End(string? copy);
}
