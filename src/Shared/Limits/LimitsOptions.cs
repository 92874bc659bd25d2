using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Limits;

/// <summary>Holds the settings of section <c>Limits</c>. Rates count for each user, and for each address of anonymous clients.</summary>
internal sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>False turns off the limits on a client's requests. It is for tests and benchmarks.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The requests in a minute that only read.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:ReadsPerMinute must be at least 1.")]
    public int ReadsPerMinute { get; set; } = 12_000;

    /// <summary>The requests in a minute that write, except for turns.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:WritesPerMinute must be at least 1.")]
    public int WritesPerMinute { get; set; } = 3_000;

    /// <summary>The turns that start in a minute. Joining or repeating one does not count.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:TurnsPerMinute must be at least 1.")]
    public int TurnsPerMinute { get; set; } = 300;

    /// <summary>The logins and registrations of an address in a minute.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:SignInsPerMinute must be at least 1.")]
    public int SignInsPerMinute { get; set; } = 300;

    /// <summary>The failed logins, of an account or of an address, that slow nothing down.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:FailedLogins must be at least 1.")]
    public int FailedLogins { get; set; } = 10;

    /// <summary>The registrations in an hour, of an address.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:RegistrationsPerHour must be at least 1.")]
    public int RegistrationsPerHour { get; set; } = 1_000;

    /// <summary>The registrations in an hour, of all addresses together.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:AllRegistrationsPerHour must be at least 1.")]
    public int AllRegistrationsPerHour { get; set; } = 5_000;

    /// <summary>The conversations that a user may have. Those that are created at the same moment may exceed it by a few.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:ConversationsPerUser must be at least 1.")]
    public int ConversationsPerUser { get; set; } = 20_000;

    /// <summary>The requests of a user that may read turns at once.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Limits:ReadersPerUser must be at least 1.")]
    public int ReadersPerUser { get; set; } = 1_000;

    /// <summary>The turns that a user may start in a day (UTC), each attempt for itself. Null for no limit.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "Limits:TurnsPerDay must not be negative.")]
    public long? TurnsPerDay { get; set; }

    /// <summary>The tokens of prompts and answers that a user may use in a day (UTC). Null for no limit.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "Limits:TokensPerDay must not be negative.")]
    public long? TokensPerDay { get; set; }

    /// <summary>The password hashes that may wait for a processor. One more is refused.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "Limits:WaitingPasswords must not be negative.")]
    public int WaitingPasswords { get; set; } = 32;
}
