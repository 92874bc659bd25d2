using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Inference;

/// <summary>Reads the API keys of upstreams that have them in files.</summary>
internal sealed class ApiKeyFiles : IPostConfigureOptions<InferenceOptions>
{
    private const string Setting = "ApiKeyFile";

    /// <summary>
    /// Fills in the keys. A file that cannot be read leaves its key empty, and <see cref="FaultOf"/> then says why.
    /// </summary>
    public void PostConfigure(string? name, InferenceOptions options)
    {
        foreach (var upstream in options.Upstreams.Where(upstream => upstream is { ApiKey: null, ApiKeyFile: not null }))
        {
            if (SettingFile.TryRead(Setting, upstream.ApiKeyFile!, out var key, out _)) upstream.ApiKey = key;
        }
    }

    /// <summary>Returns the end of an error message that begins with the upstream's path in the settings. Null if all is well.</summary>
    /// <param name="hasKey">True if the settings have a key themselves.</param>
    public static string? FaultOf(UpstreamOptions upstream, bool hasKey)
    {
        if (upstream.ApiKeyFile is not { } file) return null;
        if (hasKey) return "ApiKeyFile must not be set together with ApiKey.";
        if (!SettingFile.TryRead(Setting, file, out var key, out var fault)) return fault;
        return key.Length == 0 ? $"{Setting} '{file}' is empty." : null;
    }
}
