using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Inference;

/// <summary>Reads the API keys of upstreams that have them in files.</summary>
internal sealed class ApiKeyFiles : IPostConfigureOptions<InferenceOptions>
{
    /// <summary>
    /// Fills in the keys. A file that cannot be read leaves its key empty, and <see cref="FaultOf"/> then says why.
    /// </summary>
    public void PostConfigure(string? name, InferenceOptions options)
    {
        foreach (var upstream in options.Upstreams.Where(upstream => upstream is { ApiKey: null, ApiKeyFile: not null }))
        {
            if (Read(upstream.ApiKeyFile!) is ({ } key, _)) upstream.ApiKey = key;
        }
    }

    /// <summary>Returns the end of an error message that begins with the upstream's path in the settings. Null if all is well.</summary>
    /// <param name="hasKey">True if the settings have a key themselves.</param>
    public static string? FaultOf(UpstreamOptions upstream, bool hasKey)
    {
        if (upstream.ApiKeyFile is not { } file) return null;
        if (hasKey) return "ApiKeyFile must not be set together with ApiKey.";
        return Read(file) switch
        {
            (null, var reason) => $"ApiKeyFile '{file}' cannot be read. {reason}",
            ({ Length: 0 }, _) => $"ApiKeyFile '{file}' is empty.",
            _ => null,
        };
    }

    private static (string? Key, string Reason) Read(string file)
    {
        try
        {
            return (File.ReadAllText(file).Trim(), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, e.Message);
        }
    }
}
