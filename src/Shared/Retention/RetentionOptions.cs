using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Retention;

/// <summary>Holds the settings of section <c>Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>The most days that a user can choose.</summary>
    public const int MaxDays = 36_500;

    /// <summary>The time for which a deleted conversation stays in the trash. 0 deletes it at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00", ErrorMessage = "Retention:Trash must be from 00:00:00 to 36500.00:00:00.")]
    public TimeSpan Trash { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The time after its last message for which a temporary conversation stays.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00", ErrorMessage = "Retention:Temporary must be from 00:01:00 to 36500.00:00:00.")]
    public TimeSpan Temporary { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The time after which a conversation that has not changed is deleted. 0 keeps it for ever.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00", ErrorMessage = "Retention:Age must be from 00:00:00 to 36500.00:00:00.")]
    public TimeSpan Age { get; set; }

    /// <summary>True if pinned conversations stay, however old they are.</summary>
    public bool PinnedExempt { get; set; } = true;

    /// <summary>The days in <see cref="Age"/>, rounded up. Null if there is no such time.</summary>
    public int? MostDays => Age == TimeSpan.Zero ? null : (int)Math.Ceiling(Age.TotalDays);

    /// <summary>Returns the time after which a user's conversation is deleted. Null for never.</summary>
    public TimeSpan? AgeOf(User user)
    {
        TimeSpan? own = user.RetentionDays is { } days ? TimeSpan.FromDays(days) : null;
        if (Age == TimeSpan.Zero) return own;
        return own < Age ? own : Age;
    }
}
