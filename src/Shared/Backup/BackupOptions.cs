using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Backup.S3;

namespace SamosaChaat.Shared.Backup;

/// <summary>Holds the settings of section <c>Backup</c>.</summary>
internal sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>
    /// The folder of the backups, or only of the work on them if there is a bucket. Null for <c>samosachaat.backups</c> in the data folder.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>The time from one backup to the next. 0 makes none by itself.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00", ErrorMessage = "Backup:Every must be from 00:00:00 to 366.00:00:00.")]
    public TimeSpan Every { get; set; }

    /// <summary>The number of good backups to keep. Older ones are removed after a new one is complete.</summary>
    [Range(1, 10_000, ErrorMessage = "Backup:Keep must be a number from 1 to 10000.")]
    public int Keep { get; set; } = 7;

    /// <summary>The bucket that backups go to instead of the folder.</summary>
    public S3Options S3 { get; set; } = new();
}
