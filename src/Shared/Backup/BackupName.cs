using System.Globalization;

namespace SamosaChaat.Shared.Backup;

/// <summary>Makes the names of backups. Names of one store sort by their times.</summary>
internal static class BackupName
{
    public const string Prefix = "samosachaat-";
    public const string Suffix = ".zip";

    /// <summary>The form of the time, for a regular expression.</summary>
    public const string TimeForm = @"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z";

    public static string Of(DateTime time) => $"{Prefix}{Text(time)}{Suffix}";

    /// <summary>The name in a place that is read by the beginnings of names, and that other stores may share.</summary>
    public static string Of(Guid storeId, DateTime time) => $"{BeginningOf(storeId)}{Text(time)}{Suffix}";

    public static string BeginningOf(Guid storeId) => $"{Prefix}{storeId}-";

    /// <summary>Writes a time so that names sort by it.</summary>
    public static string Text(DateTime time) => time.ToString("yyyyMMdd'T'HHmmss'.'ffffff'Z'", CultureInfo.InvariantCulture);
}
