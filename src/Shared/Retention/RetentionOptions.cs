using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Retention;

/// <summary>Holds the settings of section <c>Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>The time for which a deleted conversation stays in the trash. 0 deletes it at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3660.00:00:00", ErrorMessage = "Retention:Trash must be from 00:00:00 to 3660.00:00:00.")]
    public TimeSpan Trash { get; set; } = TimeSpan.FromDays(30);
}
