using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>
/// Divides the descriptors that are free between the connections of clients and those to models' servers. Without free descriptors the
/// system starts no thread, and .NET ends the process as if memory had run out.
/// </summary>
internal sealed class DescriptorBudget
{
    /// <summary>The descriptors for the store, for libraries that are loaded later, and for what the system needs.</summary>
    private const int Reserve = 96;

    /// <summary>The least number of connections, so that a small limit still serves somebody.</summary>
    private const int Least = 8;

    private readonly Lazy<(int Connections, int Turns)> shares;

    public DescriptorBudget(IOptions<ConnectionOptions> options)
        : this(options.Value.MaxConnections, () => DescriptorLimit.Value - DescriptorLimit.Open)
    {
    }

    /// <param name="most">The setting. Null for none.</param>
    /// <param name="free">Counts the free descriptors when the first client comes. Null where the system has no limit.</param>
    internal DescriptorBudget(int? most, Func<int?> free) => shares = new(() =>
    {
        if (free() is not { } count) return (most ?? int.MaxValue, int.MaxValue);
        // A running turn needs a connection of its own, to the model's server.
        var turns = Math.Max(Least / 2, (count - Reserve) / 3);
        return (Math.Min(most ?? int.MaxValue, Math.Max(Least, count - Reserve - turns)), turns);
    });

    /// <summary>The maximum number of connections of clients.</summary>
    public int Connections => shares.Value.Connections;

    /// <summary>The maximum number of turns that run at once, whatever the settings allow.</summary>
    public int Turns => shares.Value.Turns;
}
