namespace SamosaChaat.Shared.Cluster;

/// <summary>Holds the settings of section <c>Cluster</c>. They apply to stores that several nodes share.</summary>
internal sealed class ClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>
    /// The time for which a node may act after its last heartbeat. Another node takes over its turns after this time, so a longer one
    /// survives longer pauses of the network.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>The time between two heartbeats. At least three must fit into a lease.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// The secret that all nodes have, at least 16 characters. It seals the signing keys in the database. Null for none.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>A file that contains the secret, for secrets that are mounted as files.</summary>
    public string? SecretFile { get; set; }

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    public string? Fault() =>
        Lease < TimeSpan.FromMilliseconds(300) || Lease > TimeSpan.FromMinutes(10) ? "Cluster:Lease must be from 300 ms to 10 minutes."
        : Heartbeat <= TimeSpan.Zero || 3 * Heartbeat > Lease ? "Cluster:Heartbeat must be more than 0 and at most a third of Cluster:Lease."
        : ClusterSecret.Fault(this);
}
