namespace SamosaChaat.Shared.Cluster;

/// <summary>Reads the secret that all nodes of a cluster share.</summary>
internal static class ClusterSecret
{
    /// <summary>Returns the secret, or null if there is none. The settings have no <see cref="Fault"/>.</summary>
    public static string? Read(ClusterOptions options) =>
        !string.IsNullOrEmpty(options.Secret) ? options.Secret
        : !string.IsNullOrEmpty(options.SecretFile) ? File.ReadAllText(options.SecretFile).Trim()
        : null;

    /// <summary>Returns what is wrong with the settings of the secret, or null.</summary>
    public static string? Fault(ClusterOptions options)
    {
        if (string.IsNullOrEmpty(options.SecretFile)) return null;
        if (!string.IsNullOrEmpty(options.Secret)) return "Set Cluster:Secret or Cluster:SecretFile, not both.";
        try
        {
            return Read(options) is "" ? $"Cluster:SecretFile '{options.SecretFile}' is empty." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Cluster:SecretFile cannot be read. {e.Message}";
        }
    }
}
