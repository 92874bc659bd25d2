using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Audit;

/// <summary>The settings of section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>The age at which entries of the audit log are removed, one day to ten years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ErrorMessage = "Audit:KeepFor must be from 1.00:00:00 to 3650.00:00:00.")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(180);
}
