using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Backup.S3;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Inference.Titles;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Observability;
using SamosaChaat.Shared.Page;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>
/// Checks whether a server would start with these settings, and whether a name is misspelt. The server itself ignores unknown names.
/// </summary>
internal static class SettingsCheck
{
    private const string Check = "settings";

    // The sections whose settings are all known. Other components read sections such as Logging and Kestrel.
    internal static readonly (string Section, Type[] Options)[] Sections =
    [
        (StorageOptions.Section, [typeof(StorageOptions)]),
        (AuthOptions.Section, [typeof(AuthOptions)]),
        (ClusterOptions.Section, [typeof(ClusterOptions)]),
        (InferenceOptions.Section, [typeof(InferenceOptions)]),
        (TitlesOptions.Section, [typeof(TitlesOptions)]),
        (StreamingOptions.Section, [typeof(StreamingOptions)]),
        (LimitsOptions.Section, [typeof(LimitsOptions)]),
        (ImportOptions.Section, [typeof(ImportOptions)]),
        (BackupOptions.Section, [typeof(BackupOptions)]),
        (S3Options.Section, [typeof(S3Options)]),
        (RetentionOptions.Section, [typeof(RetentionOptions)]),
        (AuditOptions.Section, [typeof(AuditOptions)]),
        (ProxyOptions.Section, [typeof(ProxyOptions), typeof(ConnectionOptions)]),
        (CrossOriginOptions.Section, [typeof(CrossOriginOptions)]),
        (TelemetryOptions.Section, [typeof(TelemetryOptions)]),
        (WebOptions.Section, [typeof(WebOptions)]),
        (DemoOptions.Section, [typeof(DemoOptions), typeof(DemoModeOptions)]),
    ];

    public static IEnumerable<Finding> Run(IServiceProvider services)
    {
        var findings = Refused(services).Concat(Unread(services.GetRequiredService<IConfiguration>())).ToArray();
        return findings.Length > 0 ? findings : [Finding.Ok(Check, "all settings are valid")];
    }

    private static IEnumerable<Finding> Refused(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (Exception e) when (StartFailure.Explain(e, services.GetRequiredService<IConfiguration>()) is { } reason)
        {
            return [Finding.Wrong(
                Check, reason, "Correct the setting. The server cannot start until then. docs/operations.md lists every setting.")];
        }
    }

    private static IEnumerable<Finding> Unread(IConfiguration settings) =>
        from known in Sections
        let names = known.Options.SelectMany(type => type.GetProperties()).Select(property => property.Name).ToArray()
        from setting in settings.GetSection(known.Section).GetChildren()
        where !names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)
        select Finding.Wrong(
            Check, $"{setting.Path} is no setting, so the server ignores it", $"Settings of {known.Section}: {string.Join(", ", names)}.");
}
