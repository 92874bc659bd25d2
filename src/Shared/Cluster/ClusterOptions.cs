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
    /// The secret that all nodes have, at least 16 characters. With it, nodes serve the turns of each other, and the signing keys are sealed
    /// in the database. Null for none.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>A file that contains the secret, for secrets that are mounted as files.</summary>
    public string? SecretFile { get; set; }

    /// <summary>The address that this node listens on for other nodes. It is not for clients.</summary>
    public string? Listen { get; set; }

    /// <summary>The address by which other nodes reach this one. Null for an address of this machine and the port of Listen.</summary>
    public string? Address { get; set; }

    /// <summary>The address to listen on, if the node has a secret.</summary>
    internal string ListenAddress => IsGiven(Listen) ? Listen! : "http://*:8003";

    private bool HasSecret => IsGiven(Secret) || IsGiven(SecretFile);

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    public string? Fault() =>
        Lease < TimeSpan.FromMilliseconds(300) || Lease > TimeSpan.FromMinutes(10) ? "Cluster:Lease must be from 300 ms to 10 minutes."
        : Heartbeat <= TimeSpan.Zero || 3 * Heartbeat > Lease ? "Cluster:Heartbeat must be more than 0 and at most a third of Cluster:Lease."
        : ClusterSecret.Fault(this) is { } secret ? secret
        : !HasSecret && IsGiven(Listen) ? "Cluster:Listen needs Cluster:Secret or Cluster:SecretFile, the same for all nodes."
        : !HasSecret && IsGiven(Address) ? "Cluster:Address needs Cluster:Secret or Cluster:SecretFile, the same for all nodes."
        : IsGiven(Listen) && !IsAddress(Listen!) ? "Cluster:Listen must be an address such as http://0.0.0.0:8003."
        : IsGiven(Address) && !IsAddress(Address!) ? "Cluster:Address must be an address such as http://10.0.0.5:8003."
        : null;

    // An empty environment variable is no value.
    private static bool IsGiven(string? setting) => !string.IsNullOrEmpty(setting);

    private static bool IsAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { Scheme: "http", IsUnixPipe: false, PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
