using System.Text.RegularExpressions;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Holds the settings of section <c>Backup:S3</c>. An empty environment variable is no value.</summary>
internal sealed partial class S3Options
{
    public const string Section = $"{BackupOptions.Section}:S3";

    internal const string NoServer = $"{Section}:Region is required for AWS, or {Section}:Endpoint for others.";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The bucket that backups go to. Null to keep them in the folder.</summary>
    public string? Bucket { get; set => field = Given(value); }

    /// <summary>The URL of the server. Null for AWS.</summary>
    public string? Endpoint { get; set => field = Given(value); }

    /// <summary>The region of the bucket. Servers other than AWS seldom care.</summary>
    public string? Region { get; set => field = Given(value); }

    /// <summary>The beginning of all keys, as a folder.</summary>
    public string? Prefix { get; set => field = Given(value); }

    /// <summary>The id of the access key. Null for the credentials that the SDK finds by itself.</summary>
    public string? AccessKey { get; set => field = Given(value?.Trim()); }

    public string? SecretKey { get; set => field = Given(value?.Trim()); }

    /// <summary>A file that contains the secret key, for secrets that are mounted as files.</summary>
    public string? SecretKeyFile { get; set => field = Given(value); }

    /// <summary>True if the bucket is in the path of a URL, and not in its host. Null: only with an endpoint.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>True to read each backup from the bucket once, before it counts.</summary>
    public bool ReadBack { get; set; } = true;

    /// <summary>The time for one request, such as the upload of a part with 8 MiB.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The beginning of all keys, with its slash.</summary>
    internal string KeyPrefix => Prefix is null ? "" : $"{Prefix.Trim('/')}/";

    internal bool NamesNoServer => Endpoint is null && Region is null;

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    public string? Fault() =>
        Bucket is null && (Endpoint ?? Region ?? Prefix ?? AccessKey ?? SecretKey ?? SecretKeyFile) is not null
            ? $"{Section}:Bucket is required with other settings of {Section}."
        : Bucket is not null && !BucketForm().IsMatch(Bucket)
            ? $"{Section}:Bucket must have 3 to 255 letters, digits, dots, hyphens and underscores."
        : Endpoint is not null && !IsUrl(Endpoint) ? $"{Section}:Endpoint must be an http or https URL without user, query and fragment."
        : Bucket is not null && NamesNoServer ? NoServer
        : Region is not null && !RegionForm().IsMatch(Region) ? $"{Section}:Region must have letters, digits and hyphens."
        : Prefix is not null && !IsPrefix(Prefix)
            ? $"{Section}:Prefix must have at most 500 letters, digits and characters of '!_.*()-', in parts with slashes between."
        : (AccessKey is null) != (SecretKey is null && SecretKeyFile is null)
            ? $"{Section}:AccessKey and {Section}:SecretKey must be set together."
        : SecretKey is not null && SecretKeyFile is not null ? $"{Section}:SecretKeyFile must not be set together with {Section}:SecretKey."
        : !TryReadSecret(out _, out var fault) ? fault
        : Timeout < Shortest || Timeout > Longest ? $"{Section}:Timeout must be from 00:00:01 to 01:00:00."
        : null;

    /// <summary>Reads the secret key, which is null if there is none.</summary>
    internal bool TryReadSecret(out string? secret, out string? fault)
    {
        (secret, fault) = (SecretKey, null);
        if (SecretKeyFile is null) return true;
        if (!SettingFile.TryRead($"{Section}:{nameof(SecretKeyFile)}", SecretKeyFile, out secret, out fault)) return false;
        if (secret.Length == 0) fault = $"{Section}:{nameof(SecretKeyFile)} '{SecretKeyFile}' is empty.";
        return fault is null;
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };

    private static bool IsPrefix(string text) =>
        PrefixForm().IsMatch(text) && text.Trim('/').Split('/').All(part => part is not ("" or "." or ".."));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]\z")]
    private static partial Regex BucketForm();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z")]
    private static partial Regex RegionForm();

    [GeneratedRegex(@"\A[A-Za-z0-9!_.*()/-]{1,500}\z")]
    private static partial Regex PrefixForm();
}
